import { seedMaker } from "./state";

/** The first account has six of ten keys, four more share the rest. */
export const accountsText = `(
  SELECT id, 0 AS n FROM (SELECT id FROM account WHERE created_by <> '${seedMaker}' ORDER BY created_at LIMIT 1) first
  UNION ALL SELECT md5('seed account ' || i), i FROM generate_series(1, 4) i)`;
export const regionsText = "(SELECT id, row_number() OVER (ORDER BY position) - 1 AS p FROM region)";

/** A uuid that is the same at every run. */
const uuidOf = (words: string, of = "i"): string => `md5('seed ${words} ' || ${of})::uuid`;
const place = "a.n || ' ' || p";

const firstNames =
  "Ada,Bela,Chen,Dara,Emre,Femi,Gita,Hana,Ines,Jonas,Kira,Liam,Mina,Nils,Olga,Pia,Ravi,Sofia,Tom,Uma";
const lastNames =
  "Arndt,Bauer,Costa,Diaz,Engel,Fischer,Garcia,Huber,Ito,Jensen,Keller,Lang,Meier,Novak,Okafor,Patel,Quist,Roth,Silva,Tanaka";
const oneOf = (names: string, index: string): string =>
  `(string_to_array('${names}', ','))[1 + ${index} % ${names.split(",").length}]`;

/** People of an account: one in 33 has left, by half without a membership and by half disabled. */
export const peopleText = `
  SELECT a.id AS account_id, a.n, p, 'wharfkey-' || ${uuidOf("person", place)} AS id,
    ${oneOf(firstNames, "p")} || ' ' || ${oneOf(lastNames, "(p / 20 + p)")} AS name, p % 33 = 32 AS gone
  FROM ${accountsText} a, generate_series(0, CASE WHEN a.n = 0 THEN 239 ELSE 59 END) p`;

/**
 * Keys `$1` to `$2`: what each is, whom it belongs to and how it is used. One in four is younger than the uses, one
 * in twelve has fallen silent, one in fifteen is a person's own, one in 25 may use every namespace. The lower its
 * number, the more a key is used.
 */
export const keysText = `
  SELECT i, 'ApiKey-' || ${uuidOf("key")} AS id, person.account_id, person.n, person.id AS person_id, person.name AS person_name,
    CASE WHEN i % 15 = 4 THEN person.id END AS user_id,
    CASE WHEN i % 15 <> 4 THEN 'ServiceId-' || ${uuidOf("service")} END AS service_id,
    CASE WHEN i % 15 = 4 THEN person.id ELSE 'iam-ServiceId-' || ${uuidOf("service")} END AS iam_id,
    ${oneOf("checkout,payments,edge,storefront,search,billing,mobile,nightly", "i")} || '-' || i AS service_name,
    ${oneOf("ci,deploy,scan,mirror", "(i / 2)")} || '-' || i AS name, ${uuidOf("policy")} AS policy_id,
    ${oneOf("Reader,Writer,Reader,Manager,Reader", "i")} AS role, i % 5 IN (1, 3) AND i % 3 > 0 AS pushes,
    region.id AS region, 'seed-' || person.n || '-' || i % 60 AS namespace, i % 25 = 7 AS wide,
    date_trunc('milliseconds', now()) - make_interval(
      days => CASE WHEN i % 4 = 3 THEN 1 + i * 37 % 89 ELSE 91 + i % 400 END, secs => i * 101 % 86400) AS created_at,
    CASE WHEN i % 12 = 9 THEN date_trunc('milliseconds', now()) - make_interval(days => 10 + i * 13 % 78) END AS silent_at
  FROM generate_series($1::int, $2::int - 1) i
  JOIN (${peopleText}) person ON person.n = CASE WHEN i % 10 < 6 THEN 0 ELSE 1 + i % 4 END
    AND person.p = i * 7 % CASE WHEN i % 10 < 6 THEN 240 ELSE 60 END
  JOIN ${regionsText} region ON region.p = i % 60 % (SELECT count(*) FROM region)`;
