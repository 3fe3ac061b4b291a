"""The database keeps the balances of guarded accounts itself, and refuses what would take one below zero.

On PostgreSQL an account that several people post to at once keeps its balance in several cells: who posts takes one
that nobody holds and that can bear it. Where there is none he waits for the first cell. If that can bear it, only
others were in his way, and he leaves half of it behind in one cell more; if not, he holds all cells, and spreads what
is left over them evenly (docs/decisions/0053). SQLite has one writer at a time and one cell an account.
"""

from __future__ import annotations

from srikandi.database import Trigger, register

CELLS = 8
"""How many people may post to one account without waiting: the threads of one web process."""

CROWDED = "SRK01"
"""The state PostgreSQL answers with instead of waiting. A cell that was found short stays held until its savepoint is
undone: whoever waited for the others with it in his hand could wait for somebody who waits for him."""
MAY_WAIT = "srikandi.may_wait"
"""The setting of the database that says `yes` while a work holds no such cell."""

register(
    Trigger(
        name="account_opens_balance",
        table="account",
        when="AFTER INSERT",
        condition="NEW.is_guarded",
        sqlite={
            "AFTER INSERT": "INSERT INTO account_balance (account_id, cell, debits, credits) VALUES (NEW.id, 0, 0, 0);"
        },
        postgresql="INSERT INTO account_balance (account_id, cell, debits, credits) VALUES (NEW.id, 0, 0, 0);",
        is_definer=True,
    )
)

register(
    Trigger(
        name="transfer_keeps_balance",
        table="transfer",
        when="AFTER INSERT",
        each="STATEMENT",
        referencing="REFERENCING NEW TABLE AS fresh",
        is_definer=True,
        sqlite={
            "AFTER INSERT": """
                UPDATE account_balance SET credits = credits + NEW.amount, last_transfer_id = NEW.id
                WHERE account_id = NEW.credit_account_id;
                UPDATE account_balance SET debits = debits + NEW.amount, last_transfer_id = NEW.id
                WHERE account_id = NEW.debit_account_id;
            """
        },
        declare="one record; touched bigint[]; debited bigint[]; credited bigint[]; newest bigint[];"
        " owner bigint; debit bigint; credit bigint; top bigint; free bigint; cells bigint; half bigint; rest bigint;",
        postgresql=f"""
            SELECT count(*) AS many, min(debit_account_id) AS debited, min(credit_account_id) AS credited,
                min(amount) AS amount, min(id) AS id INTO one FROM fresh;
            IF one.many = 1 THEN
                touched := ARRAY[one.debited, one.credited];
                debited := ARRAY[one.amount, 0];
                credited := ARRAY[0, one.amount];
                IF one.debited > one.credited THEN
                    touched := ARRAY[one.credited, one.debited];
                    debited := ARRAY[0, one.amount];
                    credited := ARRAY[one.amount, 0];
                END IF;
                newest := ARRAY[one.id, one.id];
            ELSE
                SELECT array_agg(account_id), array_agg(debits), array_agg(credits), array_agg(id)
                INTO touched, debited, credited, newest
                FROM (
                    SELECT account_id, sum(moved_in)::bigint AS debits, sum(moved_out)::bigint AS credits, max(id) AS id
                    FROM fresh CROSS JOIN LATERAL (
                        VALUES (debit_account_id, amount, 0), (credit_account_id, 0, amount)
                    ) AS side (account_id, moved_in, moved_out)
                    GROUP BY account_id ORDER BY account_id
                ) AS moved;
            END IF;

            FOR place IN 1 .. coalesce(cardinality(touched), 0) LOOP
                owner := touched[place];
                debit := debited[place];
                credit := credited[place];
                top := newest[place];

                SELECT cell INTO free FROM account_balance
                WHERE account_id = owner AND credits + credit >= debits + debit
                ORDER BY cell LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED;
                IF FOUND THEN
                    UPDATE account_balance
                    SET debits = debits + debit, credits = credits + credit,
                        last_transfer_id = greatest(last_transfer_id, top)
                    WHERE account_id = owner AND cell = free;
                    CONTINUE;
                END IF;
                CONTINUE WHEN NOT (SELECT is_guarded FROM account WHERE id = owner);
                IF current_setting('{MAY_WAIT}', true) IS DISTINCT FROM 'yes' THEN
                    RAISE SQLSTATE '{CROWDED}';
                END IF;

                PERFORM FROM account_balance WHERE account_id = owner AND cell = 0 FOR NO KEY UPDATE;
                UPDATE account_balance
                SET debits = debits + debit, credits = credits + credit,
                    last_transfer_id = greatest(last_transfer_id, top)
                WHERE account_id = owner AND cell = 0
                AND credits + credit >= debits + debit
                RETURNING (credits - debits) / 2 INTO half;
                IF FOUND THEN
                    SELECT count(*) INTO cells FROM account_balance WHERE account_id = owner;
                    IF cells < {CELLS} THEN
                        UPDATE account_balance SET credits = credits - half
                        WHERE account_id = owner AND cell = 0;
                        INSERT INTO account_balance (account_id, cell, debits, credits)
                        VALUES (owner, cells, 0, half);
                    END IF;
                    CONTINUE;
                END IF;

                SELECT count(*), sum(credits) - sum(debits) + credit - debit INTO cells, rest
                FROM (
                    SELECT debits, credits FROM account_balance WHERE account_id = owner
                    ORDER BY cell FOR NO KEY UPDATE
                ) AS held;
                UPDATE account_balance
                SET debits = debits + CASE cell WHEN 0 THEN debit ELSE 0 END,
                    credits = debits + rest / cells + CASE cell WHEN 0 THEN debit + mod(rest, cells) ELSE 0 END,
                    last_transfer_id =
                        CASE cell WHEN 0 THEN greatest(last_transfer_id, top) ELSE last_transfer_id END
                WHERE account_id = owner;
            END LOOP;
        """,  # noqa: S608 - our own number
    )
)

register(
    Trigger(
        name="account_balance_is_kept",
        table="account_balance",
        when="BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE",
        each="STATEMENT",
        sqlite={
            "BEFORE INSERT": """
                SELECT RAISE(ABORT, 'a balance is kept by transfers only')
                WHERE NEW.cell <> 0 OR NEW.debits <> 0 OR NEW.credits <> 0 OR NEW.last_transfer_id IS NOT NULL;
            """,
            "BEFORE UPDATE": """
                SELECT RAISE(ABORT, 'a balance is kept by transfers only') WHERE NOT EXISTS (
                    SELECT 1 FROM transfer AS moved
                    WHERE moved.id = NEW.last_transfer_id AND moved.id > coalesce(OLD.last_transfer_id, 0)
                    AND NEW.account_id = OLD.account_id AND OLD.account_id IN (debit_account_id, credit_account_id)
                    AND NEW.debits - OLD.debits = iif(debit_account_id = OLD.account_id, amount, 0)
                    AND NEW.credits - OLD.credits = iif(credit_account_id = OLD.account_id, amount, 0)
                );
            """,
            "BEFORE DELETE": "SELECT RAISE(ABORT, 'a balance is kept by transfers only');",
        },
        postgresql="""
            IF pg_trigger_depth() < 2 THEN
                RAISE EXCEPTION 'a balance is kept by transfers only' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        """,
    )
)
