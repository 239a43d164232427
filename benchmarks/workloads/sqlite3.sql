-- Work for SQLite's shell that prints the same on every machine and day:
-- generated rows, an index, joins, aggregates, windows, updates, JSON.
CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT, city INTEGER, age INT);
CREATE TABLE city(id INTEGER PRIMARY KEY, name TEXT, height REAL);
CREATE TABLE payment(payer INTEGER, payee INTEGER, cents INTEGER, day INTEGER);

WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
INSERT INTO city SELECT i, printf('city-%02d', i * 7 % 41), i * i / 3.0 FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
INSERT INTO person
SELECT i, 'p' || hex(i * 2654435761 % 65521), i * 31 % 40 + 1, i * 17 % 90
FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
INSERT INTO payment
SELECT i * 7919 % 1500 + 1, i * 104729 % 1500 + 1, i * 48271 % 99991, i / 50
FROM n;

CREATE INDEX payment_by_payer ON payment(payer, day);
CREATE INDEX person_by_name ON person(name COLLATE NOCASE);

SELECT 'cities', count(*), round(avg(height), 6), min(name), max(name)
FROM city;
SELECT city.name, count(*), sum(cents), round(avg(age), 4)
FROM payment JOIN person ON payment.payer = person.id
JOIN city ON person.city = city.id
GROUP BY city.id HAVING sum(cents) > 5000000 ORDER BY 3 DESC, 1 LIMIT 12;

SELECT id, name, total, place FROM (
    SELECT person.id, name, sum(cents) AS total,
           rank() OVER (PARTITION BY city ORDER BY sum(cents) DESC) AS place
    FROM person JOIN payment ON payer = person.id GROUP BY person.id)
WHERE place = 1 ORDER BY total DESC, id LIMIT 10;
SELECT day, sum(cents) OVER (ORDER BY day ROWS 3 PRECEDING) FROM (
    SELECT day, sum(cents) AS cents FROM payment GROUP BY day)
WHERE day % 10 = 0;

BEGIN;
UPDATE person SET age = age + (SELECT count(*) FROM payment WHERE payer = id);
DELETE FROM payment WHERE cents % 11 = 0;
SAVEPOINT half;
UPDATE payment SET cents = -cents WHERE day < 10;
ROLLBACK TO half;
COMMIT;

SELECT 'after', count(*), sum(cents), max(age) FROM payment, person
WHERE payer = person.id;
SELECT name FROM person WHERE name LIKE 'p39%' ORDER BY name DESC LIMIT 5;
SELECT count(*), group_concat(DISTINCT substr(upper(name), 2, 2))
FROM person WHERE name GLOB 'p3[0-7]*';
SELECT json_group_array(json_object('city', name, 'm', round(height, 2)))
FROM (SELECT * FROM city WHERE id % 9 = 0 ORDER BY id);
WITH RECURSIVE fib(a, b) AS (VALUES(0, 1) UNION ALL
    SELECT b, a + b FROM fib WHERE b < 1000000000000)
SELECT sum(a), max(b), total(a * 1.5) FROM fib;
SELECT sqrt(2.0), strftime('%Y-%j', 2460000.5), quote(x'00ff'), abs(-7) % 4;
PRAGMA integrity_check;
