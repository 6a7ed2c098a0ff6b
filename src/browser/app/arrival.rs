//! Where the visitor came from, by the hidden inputs' names.

use std::cell::OnceCell;

use leadgate_model::Draft;
use leadgate_model::wire::ATTRIBUTION;
use web_sys::{Url, UrlSearchParams, window};

/// The proxy keeps as many characters.
const MAX_CHARS: usize = 255;

thread_local! {
    static ARRIVAL: OnceCell<Draft> = const { OnceCell::new() };
}

/// Remembers the page's address and referrer as they are now; only the first time.
pub(crate) fn remember() {
    with(|_| ());
}

/// The hidden inputs that say where the visitor came from and where they are now.
pub(super) fn inputs() -> Draft {
    let mut inputs = with(Draft::clone);
    if let Some(location) = window().map(|window| window.location()) {
        let (origin, path) = (location.origin(), location.pathname());
        let url = [origin.unwrap_or_default(), path.unwrap_or_default()].concat();
        inputs.set("page_url", &url);
    }
    inputs
}

fn with<T>(read: impl FnOnce(&Draft) -> T) -> T {
    ARRIVAL.with(|arrival| read(arrival.get_or_init(|| now().unwrap_or_default())))
}

fn now() -> Option<Draft> {
    let window = window()?;
    let location = window.location();
    let query = UrlSearchParams::new_with_str(&location.search().ok()?).ok()?;
    let mut inputs = Draft::default();
    for name in ATTRIBUTION {
        if let Some(value) = query.get(name) {
            let short: String = value.chars().take(MAX_CHARS).collect();
            inputs.set(name, &short);
        }
    }
    // Not from the query, whoever wrote it there.
    inputs.remove("page_url");
    inputs.remove("referrer_host");
    if let Ok(referrer) = Url::new(&window.document()?.referrer())
        && Some(referrer.host()) != location.host().ok()
    {
        inputs.set("referrer_host", &referrer.host());
    }
    Some(inputs)
}
