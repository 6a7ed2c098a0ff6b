-- Reason: each connector is claimed for by itself, so that a slow CRM holds back nobody else's
-- deliveries, and those that somebody waits for go first. And an operator is told, at least once,
-- of what is late or dead.

-- `queue`: 0 first tries of visitors' leads, 1 their later tries, 2 leads of a batch; see
-- `crates/store/src/outbox.rs`.
alter table deliveries add column queue integer not null default 0
constraint deliveries_queue_known check (queue in (0, 1, 2));

-- Since when it waits: accepted, or revived by an operator. Its age, whatever was tried since.
alter table deliveries add column queued_at integer not null default 0;

-- 1 if an operator knows, or need not know, that it is in the state that it is in.
alter table deliveries add column told integer not null default 0;

-- Until then somebody is telling an operator.
alter table deliveries add column telling_until integer not null default 0;

-- What is dead from before has been seen in the list; nobody is told of it a second time.
update deliveries
set queue = (attempt > 0),
    queued_at = (select created_at from leads where seq = deliveries.lead_seq),
    told = (state = 'dead');

-- Serves the claim (state, connector, queue, then due time) and the counts (state alone).
drop index deliveries_by_state;
create index deliveries_by_queue
on deliveries (state, connector, queue, due_at);

-- Serves the age of each connector's queue, and what is late and untold. Holds pending ones only,
-- so it stays as small as the backlog.
create index deliveries_waiting
on deliveries (connector, told, queued_at)
where state = 'pending';

create index deliveries_dead_and_untold
on deliveries (queued_at)
where state = 'dead' and told = 0;
