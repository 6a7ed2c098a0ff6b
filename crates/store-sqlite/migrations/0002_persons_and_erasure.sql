-- Reason: a second lead of the same person is linked to the first, a partner's tests are told apart
-- from leads, and personal data is erased from a record that stays.

-- `product`: what the lead is about, as a text that is only compared. `duplicate_of`: the id of the person's
-- first lead. `kept`: what stays of an erased lead's payload.
alter table leads add column test integer not null default 0;
alter table leads add column product text not null default '';
alter table leads add column duplicate_of text;
alter table leads add column erased_at_ms integer;
alter table leads add column kept text;

-- Finds the leads whose time is over without looking at those that are erased.
create index leads_not_erased
on leads (created_at_ms)
where erased_at_ms is null;

-- Blind indexes of a person: keyed hashes, so that a duplicate and the leads of whoever asks for
-- erasure are found, and nobody by reading this table.
create table blind_indexes (
    key text not null,
    lead_seq integer not null,
    kind text not null,
    constraint blind_indexes_pk primary key (key, lead_seq),
    constraint blind_indexes_lead_fk foreign key (lead_seq) references leads (seq)
) strict, without rowid;

create index blind_indexes_by_lead
on blind_indexes (lead_seq);

-- What these hashes are keyed with. Made here, so that everybody who uses this store has the same.
create table index_key (
    only_row integer not null,
    key blob not null,
    constraint index_key_pk primary key (only_row),
    constraint index_key_one_row check (only_row = 1)
) strict;

insert into index_key (only_row, key)
values (1, randomblob(32));
