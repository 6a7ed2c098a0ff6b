//! The nearest number of a plan says what is wrong with digits that are none.

use super::country::Country;
use super::kind::PhoneType;
use super::pattern;
use crate::problem::PhoneProblem;

/// What is wrong with digits that are no number of the country's plan.
///
/// The nearest number decides: one that lacks the fewest digits at its end, or has the fewest too
/// many. Numbers that can be called back are nearer than others, since those are asked for.
pub(super) fn problem(country: Country, digits: &str) -> PhoneProblem {
    let plan = country.plan();
    let national = plan.after_skipped(digits);
    for wanted in [PhoneType::is_callable, |_| true] {
        let mut longer = national.to_owned();
        for count in 1..=u8::MAX {
            longer.push(pattern::ANY_DIGIT);
            if plan.kind_where(&longer, wanted).is_some() {
                return PhoneProblem::TooShort {
                    country,
                    missing: count,
                };
            }
            let shorter = national
                .len()
                .checked_sub(count.into())
                .and_then(|end| national.get(..end));
            if shorter.is_some_and(|shorter| plan.kind_where(shorter, wanted).is_some()) {
                return PhoneProblem::TooLong {
                    country,
                    extra: count,
                };
            }
        }
    }
    PhoneProblem::NotInPlan { country }
}
