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
