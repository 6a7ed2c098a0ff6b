//! Which leads a command means, as all commands about several leads take it.

use clap::Args;
use leadgate_model::Form;
use leadgate_store::{DeliveryState, LeadFilter};

use super::moment;

/// Narrows to some leads; what is left out does not narrow.
#[derive(Args, Clone, Debug)]
pub(super) struct Narrow {
    /// Only this partner's.
    #[arg(long, value_name = "KEY")]
    partner: Option<String>,
    /// Only those of this form.
    #[arg(long, value_name = "NAME", value_parser = form)]
    pub(super) form: Option<Form>,
    /// Only those that go to this connector.
    #[arg(long, value_name = "NAME")]
    connector: Option<String>,
    /// Only those accepted at or after this moment: 2d, 12h or 30m ago, 2026-11-01 (midnight in
    /// Belgium), "2026-11-01 09:30:00" or 2026-11-01T08:30:00Z.
    #[arg(long, value_name = "MOMENT", value_parser = moment::parse)]
    since: Option<i64>,
    /// Only those accepted before this moment.
    #[arg(long, value_name = "MOMENT", value_parser = moment::parse)]
    until: Option<i64>,
}

impl Narrow {
    /// As the store takes it, with a delivery in this state.
    pub(super) fn filter(&self, state: Option<DeliveryState>) -> LeadFilter {
        LeadFilter {
            partner: self.partner.clone(),
            form: self.form.map(|form| form.slug().to_owned()),
            state,
            connector: self.connector.clone(),
            created_from_ms: self.since,
            created_before_ms: self.until,
            person: Vec::new(),
        }
    }

    /// Whether it narrows nothing.
    pub(super) fn is_all(&self) -> bool {
        self.filter(None) == LeadFilter::default()
    }
}

fn form(name: &str) -> Result<Form, String> {
    let names = Form::ALL.map(Form::slug).join(", ");
    Form::from_slug(name).ok_or_else(|| format!("there are: {names}"))
}
