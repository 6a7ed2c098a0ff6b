-- Reason: a proxy that lacks a key that leads are sealed with must not start as if nothing were
-- wrong, and it cannot read every lead to find out.

-- Names of keys, never the keys.
create table seals (
    name text not null,
    constraint seals_pk primary key (name)
) strict, without rowid;
