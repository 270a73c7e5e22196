//! The suite's resources.

use rmcp::ErrorData;
use rmcp::model::{
    CacheScope, ReadResourceResponse, ReadResourceResult, Resource, ResourceContents,
    ResourceTemplate,
};
use serde_json::json;

use crate::call::shape;
use crate::content::IMAGE;

/// All resources that stand by themselves.
pub fn listed() -> Vec<Resource> {
    shape(json!([
        {"uri": "test://static-binary", "name": "A red pixel", "mimeType": "image/png"},
        {"uri": "test://static-text", "name": "A text", "mimeType": "text/plain"},
        {"uri": "test://watched-resource", "name": "A text to watch", "mimeType": "text/plain"},
    ]))
}

/// The resources that stand for many.
pub fn templates() -> Vec<ResourceTemplate> {
    shape(json!([{
        "uriTemplate": "test://template/{id}/data",
        "name": "A resource by its id",
        "mimeType": "application/json",
    }]))
}

/// One resource.
pub fn read(uri: &str) -> Result<ReadResourceResponse, ErrorData> {
    let contents = match uri {
        "test://static-binary" => ResourceContents::blob(IMAGE, uri).with_mime_type("image/png"),
        "test://static-text" => {
            ResourceContents::text("This is the content of the static text resource.", uri)
        }
        "test://watched-resource" => ResourceContents::text("Watched.", uri),
        _ => by_id(uri)?,
    };
    let mut result = ReadResourceResult::new(vec![contents])
        .with_ttl_ms(0)
        .with_cache_scope(CacheScope::Private);
    result.meta = Some(mcp::stamp());
    Ok(result.into())
}

fn by_id(uri: &str) -> Result<ResourceContents, ErrorData> {
    let id = uri.strip_prefix("test://template/");
    let Some(id) = id.and_then(|rest| rest.strip_suffix("/data")) else {
        let data = json!({"uri": uri});
        return Err(ErrorData::resource_not_found(
            "there is no such resource",
            Some(data),
        ));
    };
    let text = json!({"id": id, "templateTest": true, "data": format!("Data for ID: {id}")});
    let contents = ResourceContents::text(text.to_string(), uri);
    Ok(contents.with_mime_type("application/json"))
}
