import { evaluate } from "stemedb-sizing";

const { nodes, ram } = evaluate({ a: 100000, q: 1000 });
console.log(JSON.stringify([nodes, ram.provision_gb, evaluate("a=100000&q=1000").fragment]));
