//! STUB
use crate::model::{Route, Site};
use crate::theme::Theme;
#[derive(Debug)] pub(crate) struct Look { css: String }
impl Look { pub(crate) fn new(_s:&Site, t:&Theme)->Self{Self{css:t.css.clone()}} }
pub(crate) struct View { pub(crate) template: &'static str, pub(crate) context: serde_json::Value }
pub(crate) fn of(site: &Site, look: &Look, address: &str, route: &Route) -> Option<View> {
 let id = match route { Route::Note(id)|Route::Home(Some(id)) => *id, Route::Group(g)=> site.groups[*g].index?, _ => return None };
 let n=&site.notes[id];
 Some(View{template:"page.html",context: serde_json::json!({"site":{"name":site.name,"lang":"en","dir":"ltr","css":super::href::relative(address,&look.css)},"page":{"kind":"page","title":n.title,"head_title":n.title},"view":{"body":super::body::html(site,address,id)}})})
}
