//! How much there is to draw once every copy (`use`) stands for what it copies. A short drawing can copy copies of
//! copies until no browser gets to the end of it.

use std::collections::HashMap;

use roxmltree::{Node, NodeId};

/// Elements to draw beyond which a browser stands still.
const MOST: u64 = 1_000_000;

/// Copies of copies, and elements inside each other on the way.
const LONGEST_WAY: usize = 600;

/// Whether a drawing can be drawn in a reasonable time.
pub(super) fn check(root: Node<'_, '_>) -> Result<(), String> {
    let named = root.descendants().filter_map(|node| Some((node.attribute("id")?, node)));
    let mut weights = Weights { named: named.collect(), known: HashMap::new() };
    match weights.of(root, 0) {
        Some(weight) if weight <= MOST => Ok(()),
        Some(_) | None => Err("it repeats parts of itself inside each other too often".to_owned()),
    }
}

struct Weights<'a, 'input> {
    named: HashMap<&'a str, Node<'a, 'input>>,
    known: HashMap<NodeId, u64>,
}

impl Weights<'_, '_> {
    /// The number of elements that `node` draws; `None` where the way there is too long.
    fn of(&mut self, node: Node<'_, '_>, way: usize) -> Option<u64> {
        if let Some(known) = self.known.get(&node.id()) {
            return Some(*known);
        }
        if way > LONGEST_WAY {
            return None;
        }
        // What copies itself is not drawn a second time.
        self.known.insert(node.id(), 0);
        let mut weight = 1u64;
        for child in node.children().filter(Node::is_element) {
            weight = weight.saturating_add(self.of(child, way + 1)?);
        }
        let copied = node.attributes().filter(|attribute| attribute.name() == "href");
        let copied: Vec<_> = copied.filter_map(|attribute| attribute.value().trim().strip_prefix('#')).collect();
        for id in copied {
            if let Some(copied) = self.named.get(id).copied() {
                weight = weight.saturating_add(self.of(copied, way + 1)?);
            }
        }
        self.known.insert(node.id(), weight);
        Some(weight)
    }
}
