-- Reason: a proxy that lacks a key that leads are encrypted with must not start as if nothing were
-- wrong, and it cannot read every lead to find out.

-- Names of keys, never the keys.
create table encryption_key_names (
    name text not null,
    constraint encryption_key_names_pk primary key (name)
) strict, without rowid;
