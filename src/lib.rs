//! Turns a folder of a group's notes into a site: the pipeline on one page.

#[expect(
    clippy::disallowed_methods,
    reason = "edge: watches the disk, listens on the network, and takes the time"
)]
pub mod preview;
