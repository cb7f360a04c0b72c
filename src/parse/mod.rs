//! One file to what it is and says: pure functions from text to values.

pub mod dates;
pub mod kind;
