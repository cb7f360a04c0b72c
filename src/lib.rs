//! Turns a folder of a group's notes into a site: the pipeline on one page.

pub mod parse;
