-- What one text of SQL needs to run on PostgreSQL as it does on SQLite; see docs/portable-sql.md. Applied at every start.

-- Instants are milliseconds outside the database.
CREATE OR REPLACE FUNCTION instant(ms double precision) RETURNS timestamp LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT timestamp 'epoch' + ms * interval '1 millisecond' $$;
CREATE OR REPLACE FUNCTION ms(at timestamp) RETURNS double precision LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT (extract(epoch FROM at) * 1000)::double precision $$;

CREATE OR REPLACE FUNCTION wall() RETURNS timestamp LANGUAGE sql VOLATILE PARALLEL SAFE
  AS $$ SELECT clock_timestamp() AT TIME ZONE 'UTC' $$;

-- Sets of keys travel as one JSON text.
CREATE OR REPLACE FUNCTION json_each(list text) RETURNS TABLE (value text) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 100
  AS $$ SELECT jsonb_array_elements_text(list::jsonb) $$;

-- JSON lies in text columns.
CREATE OR REPLACE FUNCTION json_text(object text, key text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT object::jsonb ->> key $$;
CREATE OR REPLACE FUNCTION json_text(list text, place integer) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT list::jsonb ->> place $$;
CREATE OR REPLACE FUNCTION json_part(object text, key text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT (object::jsonb -> key)::text $$;

DO $$ BEGIN
  IF to_regoperator('->>(text,text)') IS NULL THEN
    CREATE OPERATOR ->> (LEFTARG = text, RIGHTARG = text, FUNCTION = json_text);
    CREATE OPERATOR ->> (LEFTARG = text, RIGHTARG = integer, FUNCTION = json_text);
    CREATE OPERATOR -> (LEFTARG = text, RIGHTARG = text, FUNCTION = json_part);
  END IF;
END $$;

-- What processes keep pictures of in memory; each is told the table's name when a change commits.
CREATE OR REPLACE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN PERFORM pg_notify('gengfu', TG_TABLE_NAME); RETURN NULL; END $$;
