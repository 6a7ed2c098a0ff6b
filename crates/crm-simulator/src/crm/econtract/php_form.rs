//! Form-encoded fields as PHP reads them: `a[]=x` and `a[0]=x` are lists, `a[b]=x` is a map, and
//! of a plain name that is repeated the last one counts. Deeper nesting does not occur in the
//! document and is left as a plain name, which no lead has.

use serde_json::Value;

use super::Fields;

/// The only media type that is read.
pub(super) const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// Decodes a body or a query.
pub(super) fn decode(encoded: &[u8]) -> Fields {
    let mut fields = Fields::new();
    for (name, value) in form_urlencoded::parse(encoded) {
        let value = Value::from(value.into_owned());
        match subscript(&name) {
            None => {
                fields.insert(name.into_owned(), value);
            }
            Some((name, key)) => add(&mut fields, name, key, value),
        }
    }
    fields
}

/// Splits `name[key]`.
fn subscript(name: &str) -> Option<(&str, &str)> {
    let (name, rest) = name.split_once('[')?;
    let key = rest.strip_suffix(']')?;
    let plain = !name.is_empty() && !key.contains(['[', ']']);
    plain.then_some((name, key))
}

/// A list stays a list as long as its keys count up from zero; else it becomes a map.
fn add(fields: &mut Fields, name: &str, key: &str, value: Value) {
    let field = fields.entry(name).or_insert(Value::Null);
    if !field.is_array() && !field.is_object() {
        *field = Value::Array(Vec::new());
    }
    if let Value::Array(items) = field {
        if key.is_empty() || key == items.len().to_string() {
            items.push(value);
            return;
        }
        let items = std::mem::take(items).into_iter().enumerate();
        let keyed = items.map(|(index, item)| (index.to_string(), item));
        *field = Value::Object(keyed.collect());
    }
    if let Value::Object(items) = field {
        let key = if key.is_empty() {
            items.len().to_string()
        } else {
            key.to_owned()
        };
        items.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(encoded: &str, expected: Value) {
        assert_eq!(Value::Object(decode(encoded.as_bytes())), expected);
    }

    #[test]
    fn names_and_values_are_decoded_as_php_does() {
        check("a=1&b=x+y%C3%A9", json!({"a": "1", "b": "x yé"}));
        check("a=1&a=2", json!({"a": "2"}));
        check("a=", json!({"a": ""}));
        check("i[]=car&i[]=fire", json!({"i": ["car", "fire"]}));
        check("i%5B%5D=car", json!({"i": ["car"]}));
        check("i[0]=car&i[1]=fire", json!({"i": ["car", "fire"]}));
        check("i[1]=car", json!({"i": {"1": "car"}}));
        check(
            "i[]=car&i[x]=fire&i[]=dog",
            json!({"i": {"0": "car", "x": "fire", "2": "dog"}}),
        );
        check("i[a][b]=c", json!({"i[a][b]": "c"}));
        check("[]=c", json!({"[]": "c"}));
        check("", json!({}));
    }
}
