//! Turns a folder of a group's notes into a site: the pipeline on one page.

pub mod error;

#[expect(clippy::disallowed_methods, reason = "edge: writes the output folder")]
pub mod publish;
