//! The Arrow schema of a type, from its JSON Schema: one contract for both.
//!
//! Objects become structs, arrays lists, integers 64-bit numbers, enumerations text. Every field may be null: what is added
//! later is null in what was written before.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema};
use schemars::JsonSchema;
use serde_json::Value;

/// The schema of a batch with one `T` a row.
///
/// ```
/// use arrow_schema::DataType;
/// let schema = sagwan_arrow::schema_of::<sagwan::record::Record>();
/// assert!(matches!(schema.field_with_name("events")?.data_type(), DataType::List(_)));
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
pub fn schema_of<T: JsonSchema>() -> Schema {
    let json = schemars::schema_for!(T).to_value();
    Schema::new(members(&json, &json))
}

fn members(of: &Value, root: &Value) -> Fields {
    let properties = of.get("properties").and_then(Value::as_object);
    let field = |(name, value): (&String, &Value)| Field::new(name, type_of(value, root), true);
    properties.into_iter().flatten().map(field).collect()
}

fn type_of(of: &Value, root: &Value) -> DataType {
    let of = resolved(of, root);
    let is = |name: &str| match of.get("type") {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(several)) => several.iter().any(|one| one == name),
        _ => false,
    };
    if is("object") {
        DataType::Struct(members(of, root))
    } else if is("array") {
        // Of a pair the first tells what both are.
        let item = of.get("items").filter(|items| items.is_object());
        let item = item.or_else(|| of.get("prefixItems")?.get(0)).unwrap_or(&Value::Null);
        DataType::List(Arc::new(Field::new_list_field(type_of(item, root), true)))
    } else if is("integer") {
        DataType::Int64
    } else if is("number") {
        DataType::Float64
    } else if is("boolean") {
        DataType::Boolean
    } else {
        // Text, and enumerations: they are texts whose values are listed.
        DataType::Utf8
    }
}

/// What a reference leads to; of a choice between null and something the something.
fn resolved<'a>(of: &'a Value, root: &'a Value) -> &'a Value {
    if let Some(name) = of.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix("#")) {
        return root.pointer(name).map_or(of, |found| resolved(found, root));
    }
    let some = |one: &&Value| one.get("type").is_none_or(|name| name != "null");
    let choice = of.get("anyOf").and_then(Value::as_array);
    choice.and_then(|several| several.iter().find(some)).map_or(of, |one| resolved(one, root))
}
