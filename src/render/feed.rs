//! What programs read: the Atom feed (RFC 4287), the sitemap (sitemaps.org 0.9) and robots.txt (RFC 9309).
//! The first two need the site's address, and have no route without one.

use std::fmt::Write;

use super::href::canonical;
use crate::model::{Overview, Route, Site};
use crate::text::escape;

/// Sessions in the feed.
const NEWEST: usize = 20;

/// The newest sessions that have taken place, as an Atom feed.
pub(crate) fn atom(site: &Site) -> String {
    let root = site.address.as_deref().unwrap_or_default();
    let past = |id: &&usize| site.notes[**id].date.is_some_and(|date| date <= site.today);
    let newest: Vec<usize> = site.sessions.iter().rev().filter(past).take(NEWEST).copied().collect();
    let date_of = |id: usize| site.notes[id].date.unwrap_or(site.today);
    let updated = newest.first().map_or(site.today, |id| date_of(*id));
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    let _ = write!(
        xml,
        "<title>{title}</title>\n<id>{root}</id>\n<link href=\"{root}\"/>\n<link rel=\"self\" href=\"{root}feed.xml\"/>\n<updated>{updated}T00:00:00Z</updated>\n<author><name>{title}</name></author>\n",
        title = escape(&site.name),
        root = escape(root),
    );
    for id in newest {
        let note = &site.notes[id];
        let link = escape(&canonical(root, &site.addresses[id]));
        let _ = writeln!(
            xml,
            "<entry><title>{}</title><id>{link}</id><link href=\"{link}\"/><updated>{}T00:00:00Z</updated><summary>{}</summary></entry>",
            escape(&note.title),
            date_of(id),
            escape(&note.summary),
        );
    }
    xml.push_str("</feed>\n");
    xml
}

/// Every page that readers can be led to.
pub(crate) fn sitemap(site: &Site) -> String {
    let root = site.address.as_deref().unwrap_or_default();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (address, route) in &site.routes {
        let is_copy = matches!(route, Route::Overview(Overview::Booklet(..)));
        if route.is_page() && *route != Route::NotFound && *route != Route::Search && !is_copy {
            let _ = writeln!(xml, "<url><loc>{}</loc></url>", escape(&canonical(root, address)));
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Everything may be read; where the sitemap is, if there is one.
pub(crate) fn robots(site: &Site) -> String {
    // Pages that are not to be listed say so themselves, which is read only where they may be read.
    let listed = site.address.as_deref().filter(|_| !site.is_unlisted());
    let sitemap = listed.map(|root| format!("Sitemap: {root}sitemap.xml\n")).unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{sitemap}")
}
