//! Parts that a build of the browser half may leave out: forms that its page does not have, and
//! for measuring what a rule costs. Named in the environment of the build, `LEADGATE_WITHOUT`.

/// The names of the parts, separated by spaces. The proxy always has all of them: what it accepts
/// must not depend on how it was built.
const WITHOUT: &str = match option_env!("LEADGATE_WITHOUT") {
    Some(names) if cfg!(target_arch = "wasm32") => names,
    _ => "",
};

/// Whether this build has a part. Known when it is compiled, so nothing of what is left out remains.
pub const fn has(part: &str) -> bool {
    let (names, part) = (WITHOUT.as_bytes(), part.as_bytes());
    let mut start = 0;
    while start < names.len() {
        let mut end = start;
        while end < names.len() && names[end] != b' ' {
            end += 1;
        }
        if is_at(names, start, end, part) {
            return false;
        }
        start = end + 1;
    }
    true
}

const fn is_at(names: &[u8], start: usize, end: usize, part: &[u8]) -> bool {
    if end - start != part.len() {
        return false;
    }
    let mut index = 0;
    while index < part.len() {
        if names[start + index] != part[index] {
            return false;
        }
        index += 1;
    }
    true
}
