-- Reason: an acknowledged lead must outlive the process. A lead and its deliveries are written in
-- one transaction; each delivery then lives its own life under a lease, fenced by a number that
-- only grows. Times are Unix milliseconds, chosen by the caller.
--
-- What a lead costs is the pages that it changes, since each of them is written to the log and later
-- to the file. So rows go to the end of their tables, indexes grow at their end where they can, and
-- ids and hashes are bytes: a UUID is 16 of them, a hash 32, or 36 behind the name of its key. Any
-- other word in their place is text. See `src/compact.rs`.

-- Rows are never removed: erasing personal data empties `payload` and keeps the record.
-- `seq`: the order of acceptance, which a clock that jumps cannot change.
-- `fingerprint`: the idempotency fingerprint, which says whether the same id means the same lead.
-- `product`: what the lead is about, as a text that is only compared. `duplicate_of`: the id of the person's
-- first lead. `kept`: what stays of an erased lead's payload.
create table leads (
    seq integer not null,
    id any not null,
    partner text not null,
    form text not null,
    product text not null,
    fingerprint any not null,
    payload text,
    created_ms integer not null,
    test integer not null,
    quarantine_reason text,
    duplicate_of any,
    erased_ms integer,
    kept text,
    constraint leads_pk primary key (seq),
    constraint leads_id_once unique (id)
) strict;

-- Finds the leads whose time is over without looking at those that are erased.
create index leads_not_erased
on leads (created_ms)
where erased_ms is null;

-- Finds the identical post of the last minutes. A hash has no place of its own in a large index: it
-- would change another page for each lead. Here 1024 leads that follow each other share a few pages,
-- and whoever looks for a post looks once for each 1024 leads of the last minutes.
create index leads_by_fields
on leads (seq >> 10, substr(fingerprint, 1, 8))
where erased_ms is null;

-- Blind indexes: keyed hashes of what a person is recognised by, so that a duplicate and the leads of
-- whoever asks for erasure are found, and nobody by reading this table. By lead, so it grows at its end.
create table lead_keys (
    lead_seq integer not null,
    key any not null,
    kind text not null,
    constraint lead_keys_pk primary key (lead_seq, key),
    constraint lead_keys_lead_fk foreign key (lead_seq) references leads (seq)
) strict, without rowid;

-- The same by key, up to the lead `blind_indexes_built.lead_seq`: hashes come in no order, and each would
-- change a page of its own. So many are put in at once, in theirs. What is not here yet is known to
-- the process that writes, which reads it from `lead_keys` when it starts. See `src/blind_index.rs`.
create table blind_indexes (
    key any not null,
    lead_seq integer not null,
    constraint blind_indexes_pk primary key (key, lead_seq)
) strict, without rowid;

create table blind_indexes_built (
    only_row integer not null,
    lead_seq integer not null,
    constraint blind_indexes_built_pk primary key (only_row),
    constraint blind_indexes_built_one_row check (only_row = 1)
) strict;

insert into blind_indexes_built (only_row, lead_seq)
values (1, 0);

-- `id`: the lead's `seq` times 1024, and the number of the delivery within its lead. So a lead's
-- deliveries are next to each other, and found without an index. See `src/delivery_id.rs`.
-- `priority`: 0 first attempts for visitors' leads, 1 their later attempts, 2 leads of a batch.
-- `due_ms`: when a pending delivery can be claimed, be it its next attempt or the end of its lease.
-- `queued_ms`: since when it waits: accepted, or requeued by an operator.
-- `attempt`: attempts begun; given back when its lease is returned. `fence`: claims ever made, given back by nobody.
-- `worker`: who holds the lease; null when nobody does.
-- `notified`: 1 if an operator knows, or need not know, that it is in the state that it is in.
-- `notifying_until_ms`: until then somebody is notifying an operator.
create table deliveries (
    id integer not null,
    connector text not null,
    state text not null,
    priority integer not null,
    due_ms integer not null,
    queued_ms integer not null,
    attempt integer not null default 0,
    fence integer not null default 0,
    worker text,
    notified integer not null,
    notifying_until_ms integer not null default 0,
    reason text,
    remote_id text,
    finished_ms integer,
    constraint deliveries_pk primary key (id),
    constraint deliveries_state_known
    check (state in ('pending', 'delivered', 'quarantined', 'skipped', 'dead')),
    constraint deliveries_priority_known
    check (priority in (0, 1, 2)),
    constraint deliveries_lease_only_while_pending
    check (worker is null or state = 'pending'),
    constraint deliveries_finished_unless_waiting
    check ((finished_ms is null) = (state in ('pending', 'quarantined')))
) strict;

-- Serves the claim. This index and the next hold the backlog alone and stay as small as it is.
create index deliveries_due
on deliveries (connector, priority, due_ms)
where state = 'pending';

-- Serves the age of each connector's queue, and what is late and of which nobody is notified.
create index deliveries_waiting
on deliveries (connector, notified, queued_ms)
where state = 'pending';

create index deliveries_dead_and_not_notified
on deliveries (queued_ms)
where state = 'dead' and notified = 0;

-- Serves the operator who requeues what no worker touches.
create index deliveries_stopped
on deliveries (state)
where state in ('quarantined', 'dead');

-- How many deliveries were ever written. Counted apart from them, so that one that went missing
-- shows.
create table totals (
    only_row integer not null,
    deliveries_created integer not null,
    constraint totals_pk primary key (only_row),
    constraint totals_one_row check (only_row = 1)
) strict;

insert into totals (only_row, deliveries_created)
values (1, 0);

-- What the hashes of persons are keyed with. Made here, so that everybody who uses this store has
-- the same.
create table blind_index_key (
    only_row integer not null,
    key blob not null,
    constraint blind_index_key_pk primary key (only_row),
    constraint blind_index_key_one_row check (only_row = 1)
) strict;

insert into blind_index_key (only_row, key)
values (1, randomblob(32));

-- Names of the keys that payloads are encrypted with, never the keys: a proxy that lacks one must not
-- start as if nothing were wrong, and it cannot read every lead to find out.
create table encryption_keys (
    name text not null,
    constraint encryption_keys_pk primary key (name)
) strict, without rowid;

-- Written to prove that a lead could be. A nearly full disk has room for a number and none for a
-- lead, so `filler` takes as much as a lead does.
create table probe (
    only_row integer not null,
    writes integer not null,
    filler blob,
    constraint probe_pk primary key (only_row),
    constraint probe_one_row check (only_row = 1)
) strict;

insert into probe (only_row, writes)
values (1, 0);
