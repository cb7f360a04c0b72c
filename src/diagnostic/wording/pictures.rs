//! What authors read about pictures.

use super::{Diagnostic, Place, error};
use crate::picture::Unfit;

impl Diagnostic {
    /// A picture that is not published.
    pub fn unfit_picture(place: &Place, name: &str, unfit: Unfit) -> Self {
        let (message, help) = unfit_words(name, unfit);
        error("unfit-picture", place, format!("{message}, so it is not published"), help)
    }
}

fn unfit_words(name: &str, unfit: Unfit) -> (String, String) {
    match unfit {
        Unfit::Foreign(form) => (
            format!("the picture `{name}` is in a form that browsers or Roundtable can't read ({form})"),
            "save it as JPEG (or PNG, for a drawing or screenshot), and name that file here".to_owned(),
        ),
        Unfit::Misnamed(format) => (
            format!("the picture `{name}` is called otherwise than what it is, {}", format.name()),
            format!("let its name end in `{}`, here too", format.ending()),
        ),
        Unfit::Broken(format) => (
            format!("`{name}` is not the {} picture that its name says", format.name()),
            "open it with a program for pictures and save it again as JPEG or PNG".to_owned(),
        ),
        Unfit::Huge(width, height) => (
            format!("the picture `{name}` is too large, {width} by {height} pixels"),
            "save it smaller, at most 10,000 pixels wide and high".to_owned(),
        ),
        Unfit::Heavy => (
            format!("the picture `{name}` is larger than 100 MB"),
            "save it smaller; 2,400 pixels in width are enough".to_owned(),
        ),
        Unfit::Closed => {
            (format!("the picture `{name}` can't be opened"), "check that you are allowed to open it".to_owned())
        }
    }
}
