//! The space that a page reserves for a form that its script inserts: a style rule, so that nothing moves when it comes.
//!
//! A form's height depends on line wrapping, so on the page's font and the element's width. What is
//! kept is enough for every usual font (the widest are as wide as Verdana), so some of it may stay empty under the form.
//! `tests/e2e/reserved-space.test.mjs` measures it against the forms.

use leadgate_model::text::Text;
use leadgate_model::wire::FormOptions;
use leadgate_model::{ConsentText, FieldKind, Form};

/// Widths of the element, in px, at which a form becomes higher: below the first its short fields stand one under the
/// other, below the others there are more lines.
const STEPS: [u32; 2] = [376, 272];

/// The narrowest element of each span between the steps; below the last one the form may be higher than its reserved space.
const NARROWEST: [u32; 3] = [376, 272, 240];

/// An average letter of a wide font, in thousandths of its size.
const LETTER: u32 = 600;

/// A field that is there only where the settings ask for it: label, control, line for its error.
const ON_REQUEST: u32 = 105;

/// The rule, for a `<style>` element. It holds for every element of this form on a page.
pub(super) fn rule(form: Form, options: &FormOptions) -> String {
    let [wide, narrow, narrowest] = NARROWEST.map(|width| height(form, options, width));
    let of_form = format!("leadgate-form[form={}]", form.slug());
    let [first, second] = STEPS;
    // A margin in per cent is of the element's own width, so the sums are steps: all or nothing, where it is narrower.
    // Without script nothing is inserted, so no space is reserved.
    format!(
        "{of_form}:not([hidden]){{display:flow-root}}\
         {of_form}::before{{content:\"\";float:left;padding-top:calc({wide}px \
         + clamp(0px,({first}px - 100%)*999,{}px) + clamp(0px,({second}px - 100%)*999,{}px))}}\
         @media (scripting:none){{{of_form}::before{{display:none}}}}",
        narrow - wide,
        narrowest - narrow,
    )
}

/// The height of a form that is at least so wide, in px.
fn height(form: Form, options: &FormOptions, width: u32) -> u32 {
    let consents = options.consents.iter();
    fields(form, options, width)
        + consents.map(|it| consent(it, width)).sum::<u32>()
        + note(&words(form, options), width)
}

/// Title, fields and button: measured over all languages in a wide font.
fn fields(form: Form, options: &FormOptions, width: u32) -> u32 {
    let fields = form.spec().fields.iter();
    let of_visitor =
        fields.filter(|field| !matches!(field.kind, FieldKind::Hidden | FieldKind::Target));
    let is_there = |name: &str| !options.left_out.iter().any(|left_out| left_out == name);
    let shown: Vec<_> = of_visitor.filter(|field| is_there(field.name)).collect();
    let [wide, narrow, narrowest] = match form {
        _ if shown.is_empty() => [92, 119, 119],
        Form::CallMeBack => [771, 918, 945],
        Form::ClickOut => [302, 434, 434],
        Form::Insurance => [1193, 1371, 1419],
        Form::ThirdParty => [1702, 1807, 1855],
    };
    let least = match width {
        width if width >= STEPS[0] => wide,
        width if width >= STEPS[1] => narrow,
        _ => narrowest,
    };
    shown
        .iter()
        .filter(|field| field.on_request)
        .fold(least, |sum, _| sum + ON_REQUEST)
}

/// The note beside the button.
fn words(form: Form, options: &FormOptions) -> String {
    let (note, lang) = (form.spec().note, options.lang());
    let mut words = note.fill(lang, &[("company", &options.company)]);
    if options.privacy_url.is_some() {
        words.extend([" ", Text::PrivacyLink.translation(lang)]);
    }
    words
}

/// A box with its sentence; one that has to be ticked keeps a line for its error.
fn consent(consent: &ConsentText, width: u32) -> u32 {
    let (padding, line, least, box_and_gap) = (18, 24, 44, 36);
    let error = if consent.required { 33 } else { 9 };
    (padding + line * lines(&consent.text, 16, width - box_and_gap)).max(least) + error
}

/// What happens, for whom, at what price.
fn note(words: &str, width: u32) -> u32 {
    let (margins, line) = (20, 21);
    margins + line * lines(words, 14, width)
}

/// How many lines a text takes at most; half a long word stays free at the end of each.
fn lines(text: &str, size: u32, width: u32) -> u32 {
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX / 100_000);
    let per_line = (width * 1000 / (size * LETTER)).saturating_sub(4).max(1);
    letters.div_ceil(per_line)
}
