//! What is listed from notes as people write them, and what is not.
