-- The functions of the change feed and of the audit. They run as the owner of the tables, so that
-- nobody else needs the right to write there; their search path is fixed and lets nobody in.

-- What a transaction said about itself when it opened (store/isolation.py).
CREATE OR REPLACE FUNCTION app_actor() RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT coalesce(nullif(current_setting('app.user', true), ''),
                  '00000000-0000-0000-0000-000000000000')::uuid
$$;

-- The bytes an audit event is sealed over: one form, whatever the settings of the session.
CREATE OR REPLACE FUNCTION audit_text(e audit_event) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT jsonb_build_array(
    e.customer_id, e.position, (extract(epoch FROM e.at) * 1000000)::bigint, e.user_id, e.entity,
    e.entity_id, e.action, e.row_version, e.diff, e.cause, e.ip)::text
$$;

-- After each changed row: which row and which columns (the feed), which values (the audit).
-- Arguments: customer's column, audited?, masked, quiet, computed and bookkeeping columns.
CREATE OR REPLACE FUNCTION feed_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  masked constant text[] := string_to_array(TG_ARGV[2], ',');
  quiet constant text[] := string_to_array(TG_ARGV[3], ',');
  computed constant text[] := string_to_array(TG_ARGV[4], ',');
  bookkeeping constant text[] := string_to_array(TG_ARGV[5], ',');
  transaction constant bigint := pg_current_xact_id()::text::bigint;
  old_row jsonb := '{}';
  new_row jsonb := '{}';
  changed text[];
  object uuid;
  customer uuid := nobody;
BEGIN
  IF TG_OP <> 'INSERT' THEN old_row := to_jsonb(OLD) - computed; END IF;
  IF TG_OP <> 'DELETE' THEN new_row := to_jsonb(NEW) - computed; END IF;
  object := CASE TG_OP WHEN 'DELETE' THEN old_row ELSE new_row END ->> 'id';
  IF TG_ARGV[0] <> '' THEN
    customer := coalesce(new_row ->> TG_ARGV[0], old_row ->> TG_ARGV[0]);
  END IF;
  IF TG_OP = 'UPDATE' AND (old_row ->> 'id' <> new_row ->> 'id'
      OR (TG_ARGV[0] <> '' AND old_row ->> TG_ARGV[0] <> new_row ->> TG_ARGV[0])) THEN
    RAISE EXCEPTION 'a row keeps its key and its customer'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;

  SELECT coalesce(array_agg(k ORDER BY k), '{}') INTO changed
    FROM jsonb_object_keys(old_row || new_row) k
   WHERE k <> ALL (bookkeeping)
     AND coalesce(old_row -> k, 'null') <> coalesce(new_row -> k, 'null');
  IF TG_OP = 'UPDATE' AND changed <@ quiet
      AND old_row -> 'row_version' = new_row -> 'row_version' THEN
    RETURN NULL;
  END IF;

  INSERT INTO public.change_row (customer_id, txid, tbl, pk, op, cols)
  VALUES (customer, transaction, TG_TABLE_NAME, object, left(TG_OP, 1),
          CASE TG_OP WHEN 'UPDATE' THEN changed ELSE '{}' END);
  INSERT INTO public.change_pending (txid, customer_id) VALUES (transaction, customer)
  ON CONFLICT DO NOTHING;
  IF TG_ARGV[1] = 'audit' THEN
    INSERT INTO public.audit_event
      (customer_id, user_id, entity, entity_id, action, row_version, diff, cause, ip, txid)
    SELECT customer, public.app_actor(), TG_TABLE_NAME, object,
           CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END,
           (new_row ->> 'row_version')::integer,
           coalesce(jsonb_object_agg(k, CASE WHEN k = ANY (masked) THEN '"masked"'
             ELSE jsonb_build_array(old_row -> k, new_row -> k) END) FILTER (WHERE k IS NOT NULL),
             '{}'),
           coalesce(nullif(current_setting('app.cause', true), ''), 'unknown'),
           nullif(current_setting('app.ip', true), ''), transaction
      FROM unnest(changed) k;
  END IF;
  RETURN NULL;
END $$;

-- At commit, once per transaction: the next number of each customer it touched, and the seals of
-- its audit events. Customers are taken in order of their id, so two commits cannot deadlock; the
-- row lock on feed_head is held until the transaction has ended, which is why no number is missed.
CREATE OR REPLACE FUNCTION feed_stamp() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  customer uuid;
  head public.feed_head;
  event public.audit_event;
BEGIN
  FOR customer IN
    WITH taken AS (DELETE FROM public.change_pending WHERE txid = NEW.txid RETURNING customer_id)
    SELECT customer_id FROM taken ORDER BY customer_id
  LOOP
    INSERT INTO public.feed_head AS h (customer_id, seq) VALUES (customer, 1)
    ON CONFLICT (customer_id) DO UPDATE SET seq = h.seq + 1, at = clock_timestamp()
    RETURNING h.* INTO head;
    INSERT INTO public.change_tx (customer_id, seq, txid, actor)
    VALUES (customer, head.seq, NEW.txid, public.app_actor());
    FOR event IN
      SELECT * FROM public.audit_event a
       WHERE a.txid = NEW.txid AND a.hash IS NULL AND a.customer_id = customer ORDER BY a.n
    LOOP
      head.audit_position := head.audit_position + 1;
      event.position := head.audit_position;
      event.prev_hash := head.audit_hash;
      head.audit_hash := sha256(coalesce(event.prev_hash, '')
                                || convert_to(public.audit_text(event), 'UTF8'));
      UPDATE public.audit_event SET position = event.position, prev_hash = event.prev_hash,
             hash = head.audit_hash WHERE id = event.id;
    END LOOP;
    UPDATE public.feed_head SET audit_position = head.audit_position, audit_hash = head.audit_hash
     WHERE customer_id = customer AND audit_position <> head.audit_position;
  END LOOP;
  RETURN NULL;
END $$;

-- What is no change of a row and must be remembered all the same: sign-ins, exports, readings of
-- sensitive data. Only for a customer in scope: this runs as the owner, so it asks by itself.
CREATE OR REPLACE FUNCTION audit_note(
  customer uuid, about text, object uuid, act text, detail jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  transaction constant bigint := pg_current_xact_id()::text::bigint;
BEGIN
  IF current_setting('role') <> 'ytefas_all' AND NOT coalesce(customer = ANY (
      string_to_array(nullif(current_setting('app.customers', true), ''), ',')::uuid[]), false) THEN
    RAISE EXCEPTION 'the customer is not in scope' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO public.audit_event
    (customer_id, user_id, entity, entity_id, action, diff, cause, ip, txid)
  VALUES (customer, public.app_actor(), about, object, act, detail,
          coalesce(nullif(current_setting('app.cause', true), ''), 'unknown'),
          nullif(current_setting('app.ip', true), ''), transaction);
  INSERT INTO public.change_pending (txid, customer_id) VALUES (transaction, customer)
  ON CONFLICT DO NOTHING;
END $$;

-- Values leave the audit when somebody is erased: they are masked where they stand, and an event of
-- the same chain says which events read differently since, each with the hash of what it says now.
-- So nothing is hidden, and what was masked cannot be changed once more without being seen.
CREATE OR REPLACE FUNCTION audit_redact(
  customer uuid, about text, objects uuid[], names text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  event public.audit_event;
  masks jsonb;
  redacted jsonb := '[]';
  counted integer := 0;
BEGIN
  IF current_setting('role') <> 'ytefas_all' THEN
    RAISE EXCEPTION 'only an erasure masks the audit' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR event IN
    SELECT * FROM public.audit_event e
     WHERE e.customer_id = customer AND e.entity = about AND e.entity_id = ANY (objects)
     ORDER BY e.n
  LOOP
    SELECT jsonb_object_agg(k, '"masked"'::jsonb) INTO masks FROM unnest(names) k
     WHERE event.diff ? k AND event.diff -> k <> '"masked"';
    CONTINUE WHEN masks IS NULL;
    event.diff := event.diff || masks;
    UPDATE public.audit_event SET diff = event.diff WHERE id = event.id;
    counted := counted + 1;
    IF event.hash IS NOT NULL THEN  -- one of this transaction is sealed as it reads now
      redacted := redacted || jsonb_build_object('position', event.position, 'sha256',
        encode(sha256(convert_to(public.audit_text(event), 'UTF8')), 'hex'));
    END IF;
  END LOOP;
  IF redacted <> '[]' THEN
    PERFORM public.audit_note(customer, 'audit_event', NULL, 'redact',
                              jsonb_build_object('of', about, 'events', redacted));
  END IF;
  RETURN counted;
END $$;

-- With a customer that is deleted for good goes its audit; the studio's says that it went.
CREATE OR REPLACE FUNCTION audit_forget(customer uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  counted integer;
BEGIN
  IF current_setting('role') <> 'ytefas_all'
      OR customer = '00000000-0000-0000-0000-000000000000'
      OR EXISTS (SELECT FROM public.customer c WHERE c.id = audit_forget.customer) THEN
    RAISE EXCEPTION 'only of a customer that is gone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM public.audit_event e WHERE e.customer_id = audit_forget.customer;
  GET DIAGNOSTICS counted = ROW_COUNT;
  UPDATE public.feed_head h SET audit_position = 0, audit_hash = NULL
   WHERE h.customer_id = audit_forget.customer;
  RETURN counted;
END $$;

-- A row may not stand below itself. Arguments: the column of the parent, the column whose rows are
-- one tree. Moves inside one tree wait for each other, or two of them could close a circle together.
CREATE OR REPLACE FUNCTION tree_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  parent uuid := to_jsonb(NEW) ->> TG_ARGV[0];
  steps integer := 0;
BEGIN
  IF parent IS NULL OR (TG_OP = 'UPDATE' AND parent::text = to_jsonb(OLD) ->> TG_ARGV[0]) THEN
    RETURN NEW;
  END IF;
  PERFORM pg_advisory_xact_lock(
    hashtextextended(TG_TABLE_NAME || (to_jsonb(NEW) ->> TG_ARGV[1]), 0));
  WHILE parent IS NOT NULL LOOP
    steps := steps + 1;
    IF parent = NEW.id OR steps > 100 THEN
      RAISE EXCEPTION 'a row cannot stand below itself' USING ERRCODE = 'check_violation',
        TABLE = TG_TABLE_NAME, CONSTRAINT = 'tree_' || TG_ARGV[0];
    END IF;
    EXECUTE format('SELECT %I FROM public.%I WHERE id = $1', TG_ARGV[0], TG_TABLE_NAME)
      INTO parent USING parent;
  END LOOP;
  RETURN NEW;
END $$;

-- Rows of the same things do not last on one day together: a person is not hired twice at once.
-- Arguments: first and last day (the last included, empty: still lasting), what makes them the same.
-- What is put away does not count. Those who write about the same first thing wait for each other.
-- Who writes about thousands holds the whole customer instead (`apart_hold`): the table of locks is
-- the server's, and a lock for each of them would fill it for everybody.
CREATE OR REPLACE FUNCTION apart_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  same constant text[] := string_to_array(TG_ARGV[2], ',');
  others text;
  clash boolean;
BEGIN
  IF NEW.archived_at IS NOT NULL THEN RETURN NEW; END IF;
  IF coalesce(current_setting('app.apart', true), '') <> NEW.customer_id::text THEN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('apart' || NEW.customer_id, 0));
    PERFORM pg_advisory_xact_lock(
      hashtextextended(TG_TABLE_NAME || (to_jsonb(NEW) ->> same[1]), 0));
  END IF;
  SELECT string_agg(format(CASE n WHEN 1 THEN 'o.%1$I = ($1).%1$I'
                           ELSE 'o.%1$I IS NOT DISTINCT FROM ($1).%1$I' END, name), ' AND ')
    INTO others FROM unnest(same) WITH ORDINALITY s(name, n);
  EXECUTE format(
    'SELECT EXISTS (SELECT FROM public.%1$I o WHERE o.customer_id = ($1).customer_id AND %4$s'
    ' AND o.id <> ($1).id AND o.archived_at IS NULL'
    ' AND o.%2$I <= coalesce(($1).%3$I, ''infinity'')'
    ' AND coalesce(o.%3$I, ''infinity'') >= ($1).%2$I)',
    TG_TABLE_NAME, TG_ARGV[0], TG_ARGV[1], others) INTO clash USING NEW;
  IF clash THEN
    RAISE EXCEPTION 'rows of the same things last on one day together'
      USING ERRCODE = 'exclusion_violation', TABLE = TG_TABLE_NAME,
            CONSTRAINT = 'apart_' || TG_ARGV[0];
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION apart_hold(customer uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('apart' || customer, 0));
  PERFORM set_config('app.apart', customer::text, true);
END $$;

-- With a record goes what hangs on it: files come off (their bytes are swept later, if they hang on
-- nothing else), comments and tags end. Its arguments: the source of the record's table, and the
-- column that says whose it is.
CREATE OR REPLACE FUNCTION papers_gone() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  customer constant uuid := (to_jsonb(OLD) ->> TG_ARGV[1])::uuid;
BEGIN
  DELETE FROM public.attachment_link
   WHERE customer_id = customer AND source = TG_ARGV[0] AND record_id = OLD.id;
  DELETE FROM public.comment
   WHERE customer_id = customer AND source = TG_ARGV[0] AND record_id = OLD.id;
  DELETE FROM public.tagging
   WHERE customer_id = customer AND source = TG_ARGV[0] AND record_id = OLD.id;
  RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION tree_guard(), apart_guard(), apart_hold(uuid), papers_gone() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION apart_hold(uuid) TO ytefas_app, ytefas_all;
REVOKE ALL ON FUNCTION app_actor(), audit_text(audit_event), feed_record(), feed_stamp(),
  audit_note(uuid, text, uuid, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_note(uuid, text, uuid, text, jsonb) TO ytefas_app, ytefas_all;
GRANT EXECUTE ON FUNCTION audit_text(audit_event) TO ytefas_app, ytefas_all;
REVOKE ALL ON FUNCTION audit_redact(uuid, text, uuid[], text[]), audit_forget(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_redact(uuid, text, uuid[], text[]), audit_forget(uuid)
  TO ytefas_all;
