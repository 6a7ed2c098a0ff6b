//! Conflict-free groups: which leads are written by the same statement, and which one after the other.

use std::collections::HashMap;
use std::hash::Hash;

/// Sorts what is to be written into as few groups as possible, in the order of arrival: in a group
/// are no two with a conflict key in common. So a store that writes group after group lets each see those
/// before it that it has to do with.
pub fn conflict_free_groups<Item, ConflictKey: Eq + Hash>(
    items: impl IntoIterator<Item = Item>,
    conflict_keys: impl Fn(&Item) -> Vec<ConflictKey>,
) -> Vec<Vec<Item>> {
    let mut groups: Vec<Vec<Item>> = Vec::new();
    // In which group a conflict key was seen last.
    let mut last: HashMap<ConflictKey, usize> = HashMap::new();
    for item in items {
        let conflict_keys = conflict_keys(&item);
        let behind = conflict_keys.iter().filter_map(|key| last.get(key)).max();
        let at = behind.map_or(0, |at| at + 1);
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups[at].push(item);
        last.extend(conflict_keys.into_iter().map(|key| (key, at)));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BlindIndex, BlindIndexKind, Incoming, NewLead};

    fn lead(id: &str, fields: &str, person: &str, window_ms: Option<i64>) -> Incoming {
        let lead = NewLead {
            id: id.into(),
            fingerprint: fields.into(),
            keys: vec![BlindIndex {
                kind: BlindIndexKind::Email,
                key: person.into(),
            }],
            ..NewLead::default()
        };
        Incoming { lead, window_ms }
    }

    fn ids(groups: Vec<Vec<Incoming>>) -> Vec<Vec<String>> {
        let ids = |group: Vec<Incoming>| group.into_iter().map(|incoming| incoming.lead.id);
        groups
            .into_iter()
            .map(|group| ids(group).collect())
            .collect()
    }

    #[test]
    fn leads_without_anything_in_common_are_one_group() {
        let leads = [
            lead("a", "1", "An", None),
            // Whoever gives an id says thereby that it is another lead.
            lead("b", "1", "Bo", None),
            lead("c", "2", "Cy", Some(1)),
        ];
        assert_eq!(
            ids(conflict_free_groups(leads, Incoming::conflict_keys)),
            [["a", "b", "c"]]
        );
        assert!(conflict_free_groups(Vec::<Incoming>::new(), Incoming::conflict_keys).is_empty());
    }

    #[test]
    fn leads_with_the_same_id_person_or_fields_follow_each_other_in_their_order() {
        let leads = [
            lead("a", "1", "An", None),
            lead("a", "2", "Bo", None),
            lead("b", "3", "Bo", None),
            lead("c", "4", "Cy", Some(1)),
            lead("d", "4", "Di", Some(1)),
            lead("e", "5", "An", None),
        ];
        let groups = ids(conflict_free_groups(leads, Incoming::conflict_keys));
        assert_eq!(groups, [vec!["a", "c"], vec!["a", "d", "e"], vec!["b"]]);
    }
}
