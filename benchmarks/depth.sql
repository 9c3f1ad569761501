-- What stands around the entries of the data set: people, follows, downloads, lists, mixes, use, partners, gaps.
-- One statement after the other in one transaction; every row follows from numbers, so each run makes the same.
-- Strides are primes, so that what one person or list has is spread and never twice the same.

CREATE TEMPORARY TABLE entry ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY external_id)::int - 1 AS n, id, kind, title
    FROM catalogue_entry WHERE state = 'published';
CREATE UNIQUE INDEX ON entry (n);
-- Of the kinds that people use and tell about.
CREATE TEMPORARY TABLE used ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY n)::int - 1 AS n, id FROM entry
    WHERE kind NOT IN ('opleiding', 'publicatie', 'ondersteuningsaanbod', 'programma');
CREATE UNIQUE INDEX ON used (n);
-- The import knows an organisation only by name when nobody registered it.
INSERT INTO accounts_organisation (name, sort_key, sector, area, website, is_partner)
    SELECT DISTINCT content->>'organisation', lower(content->>'organisation'), 'ggd', 'nl', '', false
    FROM catalogue_entry WHERE content->>'organisation' <> '' ON CONFLICT DO NOTHING;
UPDATE catalogue_entry c SET organisation_id = o.id FROM accounts_organisation o
    WHERE c.organisation_id IS NULL AND lower(o.name) = lower(c.content->>'organisation');
CREATE TEMPORARY TABLE organisation ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY count(*) DESC, organisation_id)::int - 1 AS n, organisation_id AS id
    FROM catalogue_entry WHERE organisation_id IS NOT NULL GROUP BY organisation_id;
CREATE TEMPORARY TABLE theme ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY position, code)::int - 1 AS n, code FROM vocabulary_term WHERE scheme = 'theme';
CREATE TEMPORARY TABLE setting ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY position, code)::int - 1 AS n, code FROM vocabulary_term WHERE scheme = 'setting';
CREATE TEMPORARY TABLE area ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY kind, code)::int - 1 AS n, code FROM vocabulary_area
    WHERE kind IN ('ggd-region', 'municipality');
CREATE TEMPORARY TABLE size ON COMMIT DROP AS
    SELECT (SELECT count(*)::int FROM entry) AS entries, (SELECT count(*)::int FROM used) AS used,
        (SELECT count(*)::int FROM organisation) AS organisations, (SELECT count(*)::int FROM theme) AS themes,
        (SELECT count(*)::int FROM setting) AS settings, (SELECT count(*)::int FROM area) AS areas;

INSERT INTO accounts_user (password, is_superuser, email, name, roles, organisation_id, job_title, sector, level,
        areas, themes, expertise, is_listed, shown_fields, own_sector_first, is_staff, is_active, date_joined)
    SELECT '!', false, 'meting-' || k || '@voorbeeld.nl', 'Persoon ' || k || ' (meting)', '{professional}', o.id, '',
        'ggd', '2', '{}', '{}', '', false, '{}', false, false, true, %(at)s
    FROM generate_series(0, %(people)s - 1) AS k
    JOIN organisation o ON o.n = mod(k, (SELECT organisations FROM size));
CREATE TEMPORARY TABLE person ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY id)::int - 1 AS n, id FROM accounts_user WHERE email LIKE 'meting-%%';
CREATE UNIQUE INDEX ON person (n);

-- Every entry has an owner. Nothing is due at the moment of the runs but what a run makes so.
UPDATE catalogue_entry c SET owner_id = p.id, next_check = %(quiet)s::date + mod(e.n, 700),
        content = CASE WHEN c.kind <> 'programma' THEN c.content ELSE c.content || jsonb_build_object('fields',
            coalesce(c.content->'fields', '{}') || jsonb_build_object('sluit_op', (CASE WHEN mod(e.n, 2) = 0
                THEN %(quiet)s::date + mod(e.n, 700) ELSE %(past)s::date - mod(e.n, 700) END)::text)) END
    FROM entry e JOIN person p ON p.n = mod(e.n, %(people)s) WHERE c.id = e.id;
INSERT INTO recognition_recognition (entry_id, origin, level, decided_on, by, motivation, conditions, is_example,
        recorded_at, withdrawal_reason)
    SELECT id, 'import', recognition_level, recognition_decided_on, recognition_by, recognition_note, '', false,
        %(at)s, '' FROM catalogue_entry c
    WHERE recognition_level <> '' AND NOT EXISTS (SELECT FROM recognition_recognition r WHERE r.entry_id = c.id);
UPDATE recognition_recognition SET valid_until = %(quiet)s::date + 400 + mod(id, 700)::int, announced_at = NULL,
        lapsed_at = NULL;
UPDATE catalogue_entry c SET recognition_valid_until = r.valid_until FROM recognition_recognition r
    WHERE r.entry_id = c.id;

-- Each person follows 35 entries, ten themes and five organisations; one in five at once, the others weekly.
INSERT INTO following_follow (user_id, kind, entry_id, organisation_id, code, rhythm, since)
    SELECT p.id, 'ingang', e.id, NULL::bigint, '', CASE mod(k, 5) WHEN 0 THEN 'meteen' ELSE 'wekelijks' END, %(at)s
    FROM person p CROSS JOIN generate_series(0, 34) AS k
    JOIN entry e ON e.n = mod(p.n * 31::bigint + k * 7919, (SELECT entries FROM size))
    UNION ALL
    SELECT p.id, 'thema', NULL::bigint, NULL::bigint, t.code, CASE mod(k, 5) WHEN 0 THEN 'meteen' ELSE 'wekelijks' END, %(at)s
    FROM person p CROSS JOIN generate_series(0, 9) AS k JOIN theme t ON t.n = mod(p.n + k, (SELECT themes FROM size))
    UNION ALL
    SELECT p.id, 'organisatie', NULL, o.id, '', CASE k WHEN 0 THEN 'meteen' ELSE 'wekelijks' END, %(at)s
    FROM person p CROSS JOIN generate_series(0, 4) AS k
    JOIN organisation o ON o.n = mod(p.n * 7 + k, (SELECT organisations FROM size));

-- Downloads of each entry on ten days.
INSERT INTO usage_usecount (day, subject_type, subject_id, act, count)
    SELECT %(today)s::date - 30 * k, 'entry', id, 'download', 1 + mod(n * 13 + k, 9)
    FROM entry CROSS JOIN generate_series(1, 10) AS k;

INSERT INTO collections_collection (owner_id, name, description, version, created_at, changed_at)
    SELECT p.id, 'Lijst ' || k || ' (meting)', '', 1, %(at)s, %(at)s FROM size,
        generate_series(0, greatest(size.entries / 10, 1) - 1) AS k JOIN person p ON p.n = mod(k, %(people)s);
INSERT INTO collections_item (collection_id, entry_id, note, position, version, added_by_id, added_at)
    SELECT c.id, e.id, '', k + 1, 1, c.owner_id, %(at)s
    FROM (SELECT *, row_number() OVER (ORDER BY id)::int AS n FROM collections_collection) c
    CROSS JOIN generate_series(0, 19) AS k
    JOIN entry e ON e.n = mod(c.n * 17::bigint + k * 7919, (SELECT entries FROM size));
INSERT INTO collections_collection (owner_id, name, description, version, view_token, created_at, changed_at)
    SELECT id, 'De grote lijst (meting)', 'Om te meten.', 1, %(list_token)s, %(at)s, %(at)s FROM accounts_user
    WHERE email = %(professional)s;
INSERT INTO collections_item (collection_id, entry_id, note, position, version, added_by_id, added_at)
    SELECT c.id, e.id, 'Waarom dit op de lijst staat.', e.n + 1, 1, c.owner_id, %(at)s
    FROM collections_collection c JOIN entry e ON e.n < %(list_entries)s WHERE c.view_token = %(list_token)s;

CREATE FUNCTION pg_temp.mix(owner bigint, title text) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO mixes_mix (token, owner_id, title, areas, first_year, last_year, pillar_set, own_pillars, themes,
        target_groups, observations, figures, expected_source, version, details_version, created_at, changed_at)
    VALUES (gen_random_uuid(), owner, title, '{nl}', 2026, 2028, 'rivm', '{}', '{roken,overgewicht,bewegen,voeding}',
        '{jongeren,ouderen,ouders}', '', '[]', '', 1, 1, '2026-06-01 09:00+02', '2026-06-01 09:00+02') RETURNING id $$;
CREATE FUNCTION pg_temp.fill_mix(mix bigint, start int, most int, entries int) RETURNS void LANGUAGE sql AS $$
    INSERT INTO mixes_mixrow (mix_id, entry_id, title, description, status, umbrella, pillar, themes, target_groups,
        locations, goal, goal_amount, goal_when, numbers, costs, carried_by, questions, position, version)
    SELECT mix, e.id, e.title, 'Wat wij doen.', CASE mod(k, 2) WHEN 0 THEN 'loopt' ELSE 'nieuw' END, '',
        (ARRAY['omgeving', 'regelgeving', 'voorlichting', 'signalering'])[1 + mod(k, 4)],
        ARRAY[(ARRAY['roken', 'overgewicht', 'bewegen', 'voeding'])[1 + mod(k / 4, 4)]],
        ARRAY[(ARRAY['jongeren', 'ouderen', 'ouders'])[1 + mod(k, 3)]],
        '[{"name": "Wijkcentrum", "count": 2}, {"name": "School", "count": 3}]', 'Het doel.', 'Honderd mensen',
        'Voor 2028', '[{"year": 2026, "planned": 100, "reached": 80}, {"year": 2027, "planned": 120, "reached": null}]',
        '[{"year": 2026, "cents": 250000, "bearer": "gemeente"}]', 'De GGD', '{"Wie bereiken wij?"}', k, 1
    FROM generate_series(0, most - 1) AS k JOIN pg_temp.entry e ON e.n = mod(start * 31::bigint + k * 7919, entries) $$;
SELECT pg_temp.fill_mix(pg_temp.mix(p.id, 'Plan ' || k || ' (meting)'), k, 15, size.entries)
    FROM size, generate_series(0, greatest(size.entries / 50, 1) - 1) AS k
    JOIN person p ON p.n = mod(k * 3, %(people)s);
SELECT pg_temp.fill_mix(pg_temp.mix(u.id, 'Het grote plan (meting)'), 1, %(mix_entries)s, size.entries)
    FROM size, accounts_user u WHERE u.email = %(professional)s;

-- Some entries are used by many: what stands first gets the most.
INSERT INTO experiences_use (entry_id, organisation_id, area, since, reach, target_groups, is_named, takes_contact,
        registered_by_id, registered_at, changed_at, confirmed_on)
    SELECT u.id, o.id, a.code, 2018 + mod(k, 8), CASE WHEN mod(k, 4) > 0 THEN 50 + mod(k, 400) END, '{}',
        mod(k, 3) > 0, mod(k, 2) = 0, p.id, %(at)s, %(at)s, %(today)s::date - mod(k, 300)
    FROM size, generate_series(0, size.entries / 2 - 1) AS k
    JOIN used u ON u.n = floor((SELECT used FROM size) * power(k / ((SELECT entries FROM size) / 2.0), 2))::int
    JOIN organisation o ON o.n = mod(k, (SELECT organisations FROM size))
    JOIN area a ON a.n = mod(k / (SELECT organisations FROM size), (SELECT areas FROM size))
    JOIN person p ON p.n = mod(k, %(people)s);
INSERT INTO experiences_experience (entry_id, author_id, state, answers, shown, is_named, takes_contact, areas, again,
        created_at, saved_at, submitted_at, shown_at)
    SELECT u.id, p.id, 'published', told, told, mod(k, 2) = 0, true, '{}', told->>'again', %(at)s, %(at)s, %(at)s, %(at)s
    FROM size, generate_series(0, size.entries / 5 - 1) AS k
    JOIN used u ON u.n = floor((SELECT used FROM size) * power(k / ((SELECT entries FROM size) / 5.0), 2))::int
    JOIN person p ON p.n = mod(k, %(people)s)
    CROSS JOIN LATERAL jsonb_build_object('used_for', 'Voor een groep in de wijk.', 'worked', 'De opkomst was goed.',
        'failed', '', 'adapted', 'Kortere bijeenkomsten.', 'costs', '', 'advice', 'Begin op tijd.', 'again',
        (ARRAY['zeker', 'aangepast', 'weet-niet', 'nee'])[1 + mod(k, 4)], 'organisation', '', 'areas', '[]'::jsonb,
        'since', 2024, 'until', NULL) AS told;

INSERT INTO partners_shopwindow (organisation_id, slug, opened_at)
    SELECT id, 'meting-' || n, %(at)s FROM organisation WHERE n < 100;
INSERT INTO partners_windowtext (window_id, state, summary, text, website, contact, source, themes, areas, logo,
        submitted_at, decided_at)
    SELECT id, 'accepted', 'Wie wij zijn.', E'Wij werken aan gezondheid.\n\nIn de wijk en op school.', '', '', '',
        '{roken,bewegen}', '{nl}', '', %(at)s, %(at)s FROM partners_shopwindow;
UPDATE partners_shopwindow w SET current_id = t.id FROM partners_windowtext t WHERE t.window_id = w.id;

INSERT INTO gaps_gap (key, text, words, lexemes, facets, count, first_at, last_at, state)
    SELECT 'meting ' || k, 'vraag ' || k, '[]', '{}', ARRAY['theme:' || t.code, 'setting:' || s.code],
        1 + mod(k, 30), %(at)s, %(at)s, 'open'
    FROM size, generate_series(1, greatest(size.entries / 20, 1)) AS k
    JOIN theme t ON t.n = mod(k, (SELECT themes FROM size))
    JOIN setting s ON s.n = mod(k / (SELECT themes FROM size), (SELECT settings FROM size));
