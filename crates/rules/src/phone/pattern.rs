//! A matcher for the few regular expressions that the table uses: digits, `\d`, `[2-57]`, groups,
//! alternatives, `{n}`, `{n,m}` and `?`. A general engine would weigh more than everything else here.
//!
//! It follows all paths at once: a set of positions in the digits, one bit each, goes into every
//! piece of the pattern, and the set of positions that the piece can end at comes out.

/// Stands for any digit, where the question is whether a number could go on like this.
pub(super) const ANY_DIGIT: char = '?';

/// No national number is longer (E.164); more digits match nothing. Positions fit 32 bits.
const MOST_DIGITS: usize = 15;

/// Whether the pattern matches all the digits.
pub(super) fn matches(pattern: &str, digits: &str) -> bool {
    digits.len() <= MOST_DIGITS && ends(pattern, digits) >> digits.len() & 1 == 1
}

/// How many of the first digits the pattern matches at most; 0 where it matches none.
pub(super) fn longest_prefix(pattern: &str, digits: &str) -> usize {
    ends(pattern, digits)
        .checked_ilog2()
        .map_or(0, |longest| longest as usize)
}

/// Where matches that begin at the first digit can end.
fn ends(pattern: &str, digits: &str) -> u32 {
    let mut matcher = Matcher {
        pattern: pattern.as_bytes(),
        digits: digits.as_bytes(),
    };
    matcher.alternatives(1)
}

/// The pattern that is still to be read, and the digits that it is matched with.
struct Matcher<'a> {
    pattern: &'a [u8],
    digits: &'a [u8],
}

impl Matcher<'_> {
    fn peek(&self) -> u8 {
        self.pattern.first().copied().unwrap_or_default()
    }

    fn next(&mut self) -> u8 {
        let first = self.peek();
        self.pattern = self.pattern.get(1..).unwrap_or_default();
        first
    }

    /// `a|b`, up to the end of the pattern or of the group.
    fn alternatives(&mut self, from: u32) -> u32 {
        let mut reached = 0;
        let mut here = from;
        loop {
            match self.peek() {
                b'|' => {
                    self.next();
                    reached |= here;
                    here = from;
                }
                b')' | 0 => return reached | here,
                _ => here = self.repeated(here),
            }
        }
    }

    /// A piece and how often it stands there.
    fn repeated(&mut self, from: u32) -> u32 {
        let piece = self.pattern;
        let mut here = self.piece(from);
        let (least, most) = self.quantifier();
        let after = self.pattern;
        let mut reached = if least == 0 { from } else { 0 };
        for times in 1..=most {
            if times > 1 {
                self.pattern = piece;
                here = self.piece(here);
            }
            if times >= least {
                reached |= here;
            }
        }
        self.pattern = after;
        reached
    }

    /// `?`, `{n}`, `{n,m}` or nothing.
    fn quantifier(&mut self) -> (u8, u8) {
        match self.peek() {
            b'?' => {
                self.next();
                (0, 1)
            }
            b'{' => {
                let (mut least, mut most) = (0, 0);
                loop {
                    match self.next() {
                        b'{' => {}
                        b',' => (least, most) = (most, 0),
                        digit @ b'0'..=b'9' => most = most * 10 + (digit - b'0'),
                        _ => return (if least == 0 { most } else { least }, most),
                    }
                }
            }
            _ => (1, 1),
        }
    }

    /// A group, a class or a digit.
    fn piece(&mut self, from: u32) -> u32 {
        let class = match self.next() {
            b'(' => {
                self.next(); // ?
                self.next(); // :
                let reached = self.alternatives(from);
                self.next(); // )
                return reached;
            }
            b'\\' => {
                self.next(); // d
                0x3ff
            }
            b'[' => self.class(),
            digit => bit(digit),
        };
        self.step(from, class)
    }

    /// `2-57]`, as a set of digits.
    fn class(&mut self) -> u32 {
        let mut class = 0;
        let mut last = 0;
        loop {
            match self.next() {
                b']' | 0 => return class,
                b'-' => {
                    for digit in last..=self.next() {
                        class |= bit(digit);
                    }
                }
                digit => {
                    class |= bit(digit);
                    last = digit;
                }
            }
        }
    }

    /// One digit further, from each position whose digit is in the class.
    fn step(&self, from: u32, class: u32) -> u32 {
        let mut reached = 0;
        if from == 0 {
            return reached; // most alternatives of a long pattern: only read past
        }
        for (position, digit) in self.digits.iter().take(MOST_DIGITS).enumerate() {
            let is_in_class = *digit == ANY_DIGIT as u8 || class & bit(*digit) != 0;
            if is_in_class && from >> position & 1 == 1 {
                reached |= 2 << position;
            }
        }
        reached
    }
}

/// The bit of a digit, which is an ASCII character, in a set of digits.
fn bit(digit: u8) -> u32 {
    1 << (digit & 15)
}

#[cfg(test)]
mod tests;
