//! What was typed: names and values as they came from the page or the wire, unchecked.

/// Typed values by field name, in order; a name may occur several times.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Draft {
    pairs: Vec<(String, String)>,
}

impl Draft {
    /// The first value of a name, empty when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }

    /// Every value of a name that is not blank.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs()
            .filter(move |(known, value)| *known == name && !value.trim().is_empty())
            .map(|(_, value)| value)
    }

    /// Whether a name has a value that is not blank.
    #[must_use]
    pub fn is_filled(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// Whether a box of this name is ticked.
    #[must_use]
    pub fn is_on(&self, name: &str) -> bool {
        self.get(name) == "on"
    }

    /// Replaces every value of a name with one.
    pub fn set(&mut self, name: &str, value: &str) {
        if let Some((_, known)) = self.pairs.iter_mut().find(|(known, _)| known == name) {
            *known = value.to_owned();
        } else {
            self.push(name, value);
        }
    }

    /// Adds a value to a name's, or takes it away: one box of a group was ticked or cleared.
    pub fn toggle(&mut self, name: &str, value: &str, on: bool) {
        self.pairs
            .retain(|(known, kept)| known != name || kept != value);
        if on {
            self.push(name, value);
        }
    }

    /// Takes away every value of a name.
    pub fn remove(&mut self, name: &str) {
        self.pairs.retain(|(known, _)| known != name);
    }

    /// Adds a value beside those that the name has.
    pub fn push(&mut self, name: &str, value: &str) {
        self.pairs.push((name.to_owned(), value.to_owned()));
    }

    /// Names and values in the order in which they came.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Draft {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        Self {
            pairs: pairs
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        }
    }
}
