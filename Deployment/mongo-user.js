// Runs once, by MongoDB's image, while its volume is empty: the house's own user, who may read and write one database.
const password = require("fs").readFileSync("/run/secrets/mongodb-password", "utf8").trim();
db.getSiblingDB("kinora").createUser({ user: "kinora", pwd: password, roles: [{ role: "readWrite", db: "kinora" }] });
