-- Reason: several proxies take leads and deliver them from one database. A lead and its deliveries
-- are written by one statement; each delivery then lives its own life under a lease, fenced by a
-- number that only grows. Times are Unix milliseconds, chosen by the caller.

-- Rows are never removed: erasing personal data empties `payload` and keeps the record.
-- `seq` is the order of acceptance, which a clock that jumps cannot change; it has gaps.
-- `product`: what the lead is about, as a text that is only compared. `duplicate_of`: the id of the person's
-- first lead. `kept`: what stays of an erased lead's payload.
create table leads (
    seq bigint generated always as identity,
    id text not null,
    partner text not null,
    form text not null,
    fingerprint text not null,
    payload text,
    created_at_ms bigint not null,
    quarantine_reason text,
    test boolean not null,
    product text not null,
    duplicate_of text,
    erased_at_ms bigint,
    kept text,
    constraint leads_pk primary key (seq),
    constraint leads_id_once unique (id)
);

-- Finds the identical post of the last minutes.
create index leads_by_fields
on leads (partner, fingerprint, created_at_ms);

-- Finds the leads whose time is over without looking at those that are erased.
create index leads_not_erased
on leads (created_at_ms, seq)
where erased_at_ms is null;

-- Blind indexes of a person: keyed hashes, so that a duplicate and the leads of whoever asks for
-- erasure are found, and nobody by reading this table.
create table blind_indexes (
    key text not null,
    lead_seq bigint not null,
    kind text not null,
    constraint blind_indexes_pk primary key (key, lead_seq),
    constraint blind_indexes_lead_fk foreign key (lead_seq) references leads (seq)
);

create index blind_indexes_by_lead
on blind_indexes (lead_seq);

-- What these hashes are keyed with. Made here, so that everybody who uses this store has the same.
-- The server's only source of good randomness without an extension is that of its UUIDs, of 122 bits
-- each; three of them, hashed.
create table index_key (
    only_row integer not null,
    key bytea not null,
    constraint index_key_pk primary key (only_row),
    constraint index_key_one_row check (only_row = 1)
);

insert into index_key (only_row, key)
values (1, sha256(concat(gen_random_uuid(), gen_random_uuid(), gen_random_uuid())::bytea));

-- `due_at_ms`: when a pending delivery can be claimed, be it its next attempt or the end of its lease.
-- `worker`: who holds the lease; null when nobody does.
-- `attempt`: attempts begun; given back when its lease is returned. `fence`: claims ever made, given back by nobody.
-- `priority`: 0 first attempts of visitors' leads, 1 their later attempts, 2 leads of a batch; see
-- `crates/store/src/encrypted_store.rs`.
-- `queued_at_ms`: since when it waits: accepted, or requeued by an operator.
-- `notified`: an operator knows, or need not know, that it is in the state that it is in.
-- `notification_lease_until_ms`: until then a process is notifying an operator.
create table deliveries (
    id bigint generated always as identity,
    lead_seq bigint not null,
    connector text not null,
    state text not null,
    due_at_ms bigint not null,
    worker text,
    attempt bigint not null default 0,
    fence bigint not null default 0,
    reason text,
    remote_id text,
    finished_at_ms bigint,
    priority bigint not null,
    queued_at_ms bigint not null,
    notified boolean not null,
    notification_lease_until_ms bigint not null default 0,
    constraint deliveries_pk primary key (id),
    constraint deliveries_lead_fk foreign key (lead_seq) references leads (seq),
    constraint deliveries_once_per_connector unique (lead_seq, connector),
    constraint deliveries_state_known
    check (state in ('pending', 'delivered', 'quarantined', 'skipped', 'dead')),
    constraint deliveries_priority_known check (priority in (0, 1, 2)),
    constraint deliveries_lease_only_while_pending
    check (worker is null or state = 'pending'),
    constraint deliveries_finished_unless_waiting
    check ((finished_at_ms is null) = (state in ('pending', 'quarantined')))
);

-- Serves the claim (state, connector, queue, then due time) and the counts (state alone).
create index deliveries_by_priority
on deliveries (state, connector, priority, due_at_ms, id);

-- Serves the age of each connector's queue. This one and the next two hold few rows, so they stay as
-- small as what they are about.
create index deliveries_waiting
on deliveries (connector, queued_at_ms)
where state = 'pending';

-- What may be late, and what is dead, while no operator knows.
create index deliveries_late_and_unnotified
on deliveries (queued_at_ms, id)
where state = 'pending' and not notified;

create index deliveries_dead_and_unnotified
on deliveries (queued_at_ms, id)
where state = 'dead' and not notified;

-- Finds what a worker gives back, among the few that are held.
create index deliveries_by_worker
on deliveries (worker)
where worker is not null;

-- How many deliveries each of the server's processes has created, written together with them. A
-- sequence would skip where a transaction is undone, and one number for all would make accepts wait
-- for each other until they are on disk. No two living processes have the same number, so nobody
-- waits here; a number that comes again goes on with its row.
create table deliveries_created (
    backend integer not null,
    deliveries bigint not null,
    constraint deliveries_created_pk primary key (backend)
) with (fillfactor = 50);

-- Written to prove that a lead could be.
create table probe (
    only_row integer not null,
    writes bigint not null,
    constraint probe_pk primary key (only_row),
    constraint probe_one_row check (only_row = 1)
);

insert into probe (only_row, writes)
values (1, 0);
