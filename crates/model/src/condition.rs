//! When a field is shown and when it is required, as data in the specification.

/// What a field's being shown or required depends on. Only fields of the same form are named, and
/// only such as are not conditional on each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Condition {
    /// Always.
    Always,
    /// Never.
    Never,
    /// One of these fields holds something; a box does when it is ticked.
    Any(&'static [&'static str]),
    /// None of these fields holds anything.
    NoneOf(&'static [&'static str]),
}
