// 来由 (lineage): reads the packed data of the page; see publish/lineage_data.py for its form.

const packed = JSON.parse(document.getElementById("lineage").textContent);
const positions = Object.fromEntries(packed.fields.map((name, position) => [name, position]));

function stringAt(position) {
  return position < 0 ? "" : packed.strings[position];
}

/** One quantity with its texts; its inputs and members still name others by number. */
function quantityAt(number) {
  const row = packed.quantities[number];
  const field = (name) => row[positions[name]];
  const rule = packed.rules[field("rule")];
  const origin = field("origin");
  return {
    number,
    label: stringAt(field("label")),
    value: stringAt(field("value")),
    near: stringAt(field("near")),
    unit: stringAt(field("unit")),
    formula: stringAt(field("formula")),
    note: stringAt(field("note")),
    previous: stringAt(field("previous")),
    inputs: field("inputs").map(([name, value, source]) => ({
      name: stringAt(name),
      value: stringAt(value),
      number: source,
    })),
    members: field("members"),
    rule: rule && { title: stringAt(rule[0]), from: stringAt(rule[1]), source: stringAt(rule[2]) },
    origin: origin.length ? { file: stringAt(origin[0]), row: origin[1], column: stringAt(origin[2]) } : null,
  };
}

/** The finding or warning that a flag stands for. */
function flagText(anchor) {
  const [kind, text] = packed.flags[anchor];
  return { kind: stringAt(kind), text: stringAt(text) };
}

/** The other values that were read from one row of an input file. */
function valuesOfInputRow(origin) {
  const { file, row } = origin;
  return packed.quantities
    .map((_, number) => quantityAt(number))
    .filter((q) => q.origin && q.origin.file === file && q.origin.row === row && !q.inputs.length);
}
