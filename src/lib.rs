//! Turns a folder of a group's notes into a site: the pipeline on one page.
//! `source` reads the disk, `compile` and `render` are pure, `publish` and `preview` are the other edges.

pub mod config;
pub mod diagnostic;
pub mod note;
pub mod parse;
pub mod text;
