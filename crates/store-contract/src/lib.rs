//! One suite of many small cases that every back end passes, and what they share.
//!
//! A back end's test file calls [`contract_tests!`](crate::contract_tests) with a function that
//! makes an empty store; each case then is a test of its own. The cases speak to the store through
//! [`leadgate_store::Store`] alone. A store that may stand below the encryption calls
//! [`back_end_tests!`](crate::back_end_tests) as well.

use std::sync::Arc;

mod accept;
mod alerts;
mod bulk;
mod claim;
mod concurrent;
mod counts;
mod duplicates;
mod encryption;
mod erasing;
mod finish;
mod key_names;
mod listing;
mod model;
mod operator;
mod reference;
mod returned_leases;
mod samples;
mod without_id;

pub use reference::Reference;

/// A store that holds nothing yet.
type AnyStore = Arc<dyn leadgate_store::Store>;

/// A store below the encryption that holds nothing yet.
type BackEnd = Arc<dyn leadgate_store::BackEnd>;

/// Writes down a list of cases once, for the function that runs one and for the macro: a case that is
/// missing here is dead code, which the lints refuse. `$dollar` is a `$` for the inner macro.
macro_rules! cases {
    ($dollar:tt $run:ident, $tests:ident, $store:ident; $($module:ident: $($case:ident)+;)+) => {
        /// Runs one case on an empty store.
        ///
        /// # Panics
        ///
        /// If the store breaks the contract, or there is no case of that name.
        pub async fn $run(case: &str, store: $store) {
            match case {
                $($(stringify!($case) => $module::$case(store).await,)+)+
                _ => panic!("there is no case {case}"),
            }
        }

        /// Expands to one `#[tokio::test]` for each case. The argument is an `async fn` without
        /// parameters that returns an empty store and whatever has to outlive it, such as its
        /// temporary folder.
        #[macro_export]
        macro_rules! $tests {
            ($dollar make_store:path) => {
                $($(
                    #[tokio::test]
                    async fn $case() {
                        let (store, _kept_until_the_end) = $dollar make_store().await;
                        $dollar crate::$run(stringify!($case), store).await;
                    }
                )+)+
            };
        }
    };
}

cases! { $ run_case, contract_tests, AnyStore;
    accept:
        a_new_lead_is_stored_with_its_deliveries
        same_id_with_same_fields_is_the_same_answer
        same_id_with_other_fields_is_a_conflict
        same_id_from_another_partner_is_a_conflict
        same_id_in_another_form_is_a_conflict
        a_repeated_accept_changes_nothing
        a_lead_without_connectors_is_kept
        a_connector_named_twice_is_one_delivery
        any_text_survives_the_store;
    without_id:
        an_identical_native_post_is_the_same_lead
        a_native_post_with_other_fields_is_a_new_lead
        a_native_post_of_another_partner_is_a_new_lead
        a_native_post_in_another_form_is_a_new_lead
        an_identical_native_post_counts_until_the_window_ends
        a_native_post_after_a_scripted_one_is_the_same_lead
        a_native_post_with_a_known_id_is_answered_by_that_id
        an_earlier_lead_with_the_same_fields_is_found;
    concurrent:
        two_accepts_at_once_store_one_lead
        two_different_accepts_at_once_with_one_id_store_one_lead
        two_native_posts_at_once_are_one_lead
        two_workers_never_hold_the_same_delivery
        two_watchers_never_raise_the_same_alert
        two_finishes_at_once_record_one
        two_operators_at_once_requeue_a_dead_lead_once;
    claim:
        a_due_delivery_is_claimed_with_its_lead
        nothing_is_claimed_before_it_is_due
        a_claimed_delivery_stays_with_its_worker_until_the_lease_ends
        an_expired_lease_is_claimable_again
        the_longest_due_comes_first
        a_claim_takes_no_more_than_its_limit
        first_attempts_go_before_later_ones_and_both_before_a_batch
        what_an_operator_requeues_goes_after_first_attempts
        a_batch_stays_a_batch_whatever_happens_to_it
        each_connector_has_a_queue_of_its_own
        what_waits_is_known_by_connector_with_its_age
        an_uncounted_attempt_is_not_counted
        nothing_pending_means_nothing_due
        the_next_due_time_is_never_in_the_past
        the_next_due_time_follows_leases_and_retries;
    returned_leases:
        returned_leases_are_due_at_once_and_do_not_count
        returning_leases_leaves_other_workers_alone
        returning_leases_keeps_what_was_finished
        late_success_is_refused_after_the_lease_was_returned
        late_success_is_refused_after_return_and_reclaim_under_the_same_attempt;
    finish:
        success_is_recorded_with_the_remote_id
        success_without_a_remote_id_is_recorded
        a_failed_attempt_waits_until_its_time
        a_dead_delivery_is_kept_and_not_tried_again
        a_skipped_delivery_is_not_tried_again
        late_success_is_refused_after_reclaim
        late_success_is_recorded_while_nobody_reclaimed
        a_claim_is_finished_once
        success_clears_the_reason_of_earlier_failures
        deliveries_of_one_lead_end_apart;
    operator:
        a_requeued_dead_delivery_is_due_at_once
        requeuing_starts_the_schedule_again
        requeuing_the_dead_touches_nothing_else
        late_success_is_refused_after_requeuing
        a_quarantined_lead_waits
        a_requeued_lead_is_delivered_and_keeps_its_quarantine_reason
        a_quarantined_lead_is_requeued_once
        an_unknown_lead_is_not_requeued
        a_store_that_works_can_store
        a_closed_store_refuses_everything;
    bulk:
        dead_deliveries_are_requeued_in_steps
        a_full_last_step_is_followed_by_an_empty_one
        what_dies_again_is_not_requeued_twice
        requeuing_is_filtered_as_a_list_is
        quarantined_deliveries_are_requeued_in_bulk_and_others_left_alone
        two_operators_at_once_requeue_each_delivery_once;
    duplicates:
        a_second_lead_of_a_person_is_linked_to_the_first_and_delivered
        another_person_form_or_product_is_no_duplicate
        the_window_begins_with_the_first_lead
        a_duplicate_is_skipped_where_the_connector_wants_so
        a_duplicate_of_a_lead_that_waits_is_delivered
        a_duplicate_of_a_lead_that_was_not_delivered_is_delivered
        a_quarantined_duplicate_waits_for_its_decision
        two_leads_of_a_person_at_once_are_linked
        an_erased_lead_is_nobodys_first
        a_test_is_kept_and_never_delivered
        tests_are_compared_with_tests_alone;
    erasing:
        the_record_of_an_erased_lead_stays
        what_was_to_be_delivered_is_skipped_with_the_reason
        an_erased_id_is_never_stored_again
        a_persons_leads_are_found_by_their_keys_until_they_are_erased
        leads_expire_when_all_their_deliveries_have_ended
        a_lead_that_waits_again_is_passed_over
        the_index_key_stays_the_same;
    key_names:
        the_names_of_keys_are_kept_until_they_are_removed;
    listing:
        a_list_shows_the_newest_first_up_to_its_limit
        a_list_is_narrowed_by_partner_and_form
        a_list_is_narrowed_by_state_and_connector_of_the_same_delivery
        a_list_is_narrowed_by_time
        a_list_shows_all_deliveries_of_a_lead
        show_tells_attempts_and_the_last_reason
        an_unknown_lead_is_not_shown
        a_list_goes_on_behind_the_last_lead_of_a_page;
    alerts:
        a_visitors_lead_that_waits_too_long_is_notified_once
        an_alert_that_was_not_confirmed_comes_again
        an_overdue_delivery_is_notified_with_the_reason_of_its_last_attempt
        what_was_delivered_in_time_is_no_alert
        a_batch_that_waits_is_no_alert_and_its_dead_are
        a_late_delivery_that_dies_is_notified_a_second_time
        a_second_death_is_notified_though_the_first_is_confirmed_later
        a_requeued_delivery_has_its_time_again
        the_dead_come_first_then_the_longest_waiting_up_to_the_limit;
    counts:
        an_empty_store_counts_nothing
        counts_are_in_deliveries
        counts_reconcile_after_every_step
        tallies_tell_partners_forms_tests_and_connectors_apart;
    model:
        any_order_of_steps_agrees_with_the_reference;
}

// What an encrypted store asks of the one below it, and nobody else.
cases! { $ run_back_end_case, back_end_tests, BackEnd;
    encryption:
        what_is_personal_is_replaced_and_the_rest_stays
        a_lead_that_changed_in_the_meantime_is_not_replaced
        a_person_is_the_same_by_either_of_two_keys;
    model:
        any_order_of_steps_agrees_with_the_reference_whatever_is_replaced_meanwhile;
}
