-- Reason: each connector is claimed for by itself, so that a slow CRM holds back nobody else's
-- deliveries, and those that somebody waits for go first. And an operator is notified, at least once,
-- of what is late or dead.

-- `priority`: 0 first attempts of visitors' leads, 1 their later attempts, 2 leads of a batch; see
-- `crates/store/src/encrypted_store.rs`.
alter table deliveries add column priority integer not null default 0
constraint deliveries_priority_known check (priority in (0, 1, 2));

-- Since when it waits: accepted, or requeued by an operator. Its age, whatever was tried since.
alter table deliveries add column queued_at_ms integer not null default 0;

-- 1 if an operator knows, or need not know, that it is in the state that it is in.
alter table deliveries add column notified integer not null default 0;

-- Until then a process is notifying an operator.
alter table deliveries add column notification_lease_until_ms integer not null default 0;

-- What is dead from before has been seen in the list; nobody is notified of it a second time.
update deliveries
set priority = (attempt > 0),
    queued_at_ms = (select created_at_ms from leads where seq = deliveries.lead_seq),
    notified = (state = 'dead');

-- Serves the claim (state, connector, queue, then due time) and the counts (state alone).
drop index deliveries_by_state;
create index deliveries_by_priority
on deliveries (state, connector, priority, due_at_ms);

-- Serves the age of each connector's queue, and what is late and unnotified. Holds pending ones only,
-- so it stays as small as the backlog.
create index deliveries_waiting
on deliveries (connector, notified, queued_at_ms)
where state = 'pending';

create index deliveries_dead_and_unnotified
on deliveries (queued_at_ms)
where state = 'dead' and notified = 0;
