//! A page of a company that installs solar panels, made with Leptos. The form on it is Leadgate's component.

mod page;
mod texts;

fn main() {
    // Before a router changes the address: campaign and referrer go with the lead.
    leadgate::remember_arrival();
    leptos::mount::mount_to_body(page::Page);
}
