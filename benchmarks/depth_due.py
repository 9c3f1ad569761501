"""What makes so much due for a run, and all else not: SQL with ``due`` (a number), ``at`` and ``today``.

Each first takes back what the run before left, so that every run finds the same.
"""

_FAR = "'2028-06-01'::date"
_SPREAD = "ORDER BY md5(id::text) LIMIT %(due)s"

_FRESHNESS = f"""
    DELETE FROM catalogue_reminder;
    UPDATE catalogue_entry SET next_check = {_FAR} WHERE next_check < '2027-06-01';
    UPDATE catalogue_entry c SET next_check = %(today)s::date + (30 * (mod(chosen.n, 3) - 1))::int
    FROM (SELECT id, row_number() OVER () AS n FROM (
        SELECT id FROM catalogue_entry WHERE state = 'published' {_SPREAD}) AS picked) chosen WHERE c.id = chosen.id"""

_NO_NEWS = """
    DELETE FROM following_notice;
    DELETE FROM following_happening;"""
_ALERTS = f"""{_NO_NEWS}
    INSERT INTO following_happening (what, entry_id, at, changed_keys, text, fanned_step, fanned_to)
    SELECT 'changed', id, %(at)s, '{{summary}}', '', 0, 0 FROM (
        SELECT id FROM catalogue_entry WHERE state = 'published' {_SPREAD}) AS picked"""
_NEW_ENTRY = f"""{_NO_NEWS}
    INSERT INTO following_happening (what, entry_id, at, changed_keys, text, fanned_step, fanned_to)
    SELECT 'published', id, %(at)s, '{{}}', '', 0, 0 FROM (
        SELECT id FROM catalogue_entry WHERE state = 'published' AND jsonb_array_length(content->'themes') = 1
        ORDER BY external_id LIMIT %(due)s) AS picked"""

# The same mail is never written twice: that of an earlier run must not be known any more.
_LAPSES = f"""
    UPDATE core_outgoingmail SET dedupe_key = NULL WHERE dedupe_key IS NOT NULL;
    UPDATE recognition_recognition SET valid_until = {_FAR}, lapsed_at = NULL WHERE valid_until < '2027-06-01';
    UPDATE recognition_recognition SET valid_until = %(today)s::date - 1 WHERE id IN (
        SELECT id FROM recognition_recognition WHERE replaced_at IS NULL AND withdrawn_at IS NULL
            AND decided_on < %(today)s::date - 1 {_SPREAD})"""

_CLOSINGS = f"""
    DELETE FROM partners_closingnotice;
    UPDATE catalogue_entry SET content = jsonb_set(content, '{{fields,sluit_op}}', to_jsonb({_FAR}::text))
    WHERE state = 'published' AND kind = 'programma'
        AND content #>> ARRAY['fields', 'sluit_op'] BETWEEN '2027-03-01' AND '2027-05-31';
    UPDATE catalogue_entry
    SET content = jsonb_set(content, '{{fields,sluit_op}}', to_jsonb((%(today)s::date + 30)::text))
    WHERE id IN (SELECT id FROM catalogue_entry WHERE state = 'published' AND kind = 'programma' {_SPREAD})"""

_SAVED = f"""
    DELETE FROM saved_searches_change;
    DELETE FROM saved_searches_match;
    UPDATE saved_searches_savedsearch SET due_at = NULL WHERE due_at IS NOT NULL;
    INSERT INTO saved_searches_change (findable_id, is_new, is_claimed)
    SELECT id, true, false FROM (SELECT id FROM search_findable WHERE subject_type = 'entry' {_SPREAD}) AS picked"""

PREPARE = {
    "freshness": _FRESHNESS,
    "follow alerts: changed entries": _ALERTS,
    "follow alerts: one new entry": _NEW_ENTRY,
    "recognition lapses": _LAPSES,
    "closing-day warnings": _CLOSINGS,
    "saved searches: changed entries": _SAVED,
}
