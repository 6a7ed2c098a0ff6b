-- Reason: an acknowledged lead must outlive the process. A lead and its deliveries are written in
-- one transaction; each delivery then lives its own life under a lease, fenced by a number that
-- only grows. Times are Unix milliseconds, chosen by the caller.

-- Rows are never removed: erasing personal data empties `payload` and keeps the record.
-- `seq` is the order of acceptance, which a clock that jumps cannot change.
create table leads (
    seq integer not null,
    id text not null,
    partner text not null,
    form text not null,
    fingerprint text not null,
    payload text,
    created_at_ms integer not null,
    quarantine_reason text,
    constraint leads_pk primary key (seq),
    constraint leads_id_once unique (id)
) strict;

-- Finds the identical post of the last minutes.
create index leads_by_fields
on leads (partner, fingerprint, created_at_ms);

-- `due_at_ms`: when a pending delivery can be claimed, be it its next attempt or the end of its lease.
-- `worker`: who holds the lease; null when nobody does.
-- `attempt`: attempts begun; given back when its lease is returned. `fence`: claims ever made, given back by nobody.
-- `autoincrement`: ids are counted in `sqlite_sequence`, so a row that went missing shows in a count.
create table deliveries (
    id integer not null,
    lead_seq integer not null,
    connector text not null,
    state text not null,
    due_at_ms integer not null,
    worker text,
    attempt integer not null default 0,
    fence integer not null default 0,
    reason text,
    remote_id text,
    finished_at_ms integer,
    constraint deliveries_pk primary key (id autoincrement),
    constraint deliveries_lead_fk foreign key (lead_seq) references leads (seq),
    constraint deliveries_once_per_connector unique (lead_seq, connector),
    constraint deliveries_state_known
    check (state in ('pending', 'delivered', 'quarantined', 'skipped', 'dead')),
    constraint deliveries_lease_only_while_pending
    check (worker is null or state = 'pending'),
    constraint deliveries_finished_unless_waiting
    check ((finished_at_ms is null) = (state in ('pending', 'quarantined')))
) strict;

-- Serves the claim (state, then due time) and the counts (state alone).
create index deliveries_by_state
on deliveries (state, due_at_ms);

-- Written to prove that a lead could be.
create table probe (
    only_row integer not null,
    writes integer not null,
    constraint probe_pk primary key (only_row),
    constraint probe_one_row check (only_row = 1)
) strict;

insert into probe (only_row, writes)
values (1, 0);
