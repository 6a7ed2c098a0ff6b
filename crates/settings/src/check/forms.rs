//! Wrong settings of the fields that a form has only on request.

use leadgate_model::Form;

use super::{ConfigError, fail, known_forms};
use crate::Settings;

pub(super) fn check(settings: &Settings) -> Result<(), ConfigError> {
    known_forms("forms", settings.forms.keys())?;
    for (name, fields) in &settings.forms {
        let Some(form) = Form::from_slug(name) else {
            continue;
        };
        let on_request: Vec<&str> = form
            .spec()
            .fields
            .iter()
            .filter(|field| field.on_request)
            .map(|field| field.name)
            .collect();
        if let Some(wrong) = fields
            .ask
            .iter()
            .find(|asked| !on_request.contains(&asked.as_str()))
        {
            let possible = if on_request.is_empty() {
                "this form has none".to_owned()
            } else {
                format!("this form has {}", on_request.join(", "))
            };
            return fail(
                format!("forms.{name}.ask"),
                format!("{wrong:?} is not a field that is asked on request: {possible}"),
            );
        }
    }
    Ok(())
}
