// The rules applied to a reader's answers, as marshrut/duties.py does. Truth: true, false, undefined for not known.
// RULES: q questions, d derived, u duties; in them: w when, x unless, k kind (m many, d date, s stays, else one), o options, e else, p past,
// r due rules, n not after.
const anyOf = (all) => all.includes(true) || (all.includes(undefined) ? undefined : false);
const allOf = (all) => (all.includes(false) ? false : all.includes(undefined) ? undefined : true);
const not = (truth) => (truth === undefined ? truth : !truth);
const reader = (answers, today) => {
  const fits = (one) => allOf([one.w ? holds(one.w) : true, one.x ? not(holds(one.x)) : true]);
  const holds = (conditions) => anyOf(conditions.map((one) => allOf(Object.keys(one).map((name) => answered(name, one[name])))));
  const answered = (name, values) => {
    if (RULES.d[name]) return anyOf(values.map((value) => holds(RULES.d[name][value])));
    const question = RULES.q[name], given = answers[name];
    if (fits(question) === false) return false;
    if (question.k === "m") return values.some((value) => (given || []).includes(value));
    if (values[0] === "given") return given !== undefined;
    return given === undefined ? given : values.includes(given);
  };
  const isAsked = (name) => fits(RULES.q[name]) !== false;
  const dayFor = (name) => (isAsked(name) && answers[name] !== undefined ? answers[name] : RULES.q[name].e && dayFor(RULES.q[name].e));
  // "?" stands for trips that are written down only in part: no day can be told from them.
  const stays = () => (isAsked("stays") && answers.stays) || [];
  const ruleDay = (rule) => {
    if (rule.t) return [today, []];
    const from = dayFor(rule.f || (rule.u && rule.u.f) || rule.u || rule.o);
    if (from === undefined || (rule.s && stays() === "?")) return;
    if (rule.in) return within(rule.in, from);
    if (rule.b) return before(rule.b, rule.u.in ? within(rule.u.in, from)[0] : from);
    return [rule.s ? lastDayOfStay(from, stays(), ...rule.s) : from, []];
  };
  const lastDay = (duty) => {
    const last = byRules(duty), limit = RULES.u[duty.n];
    const other = last && limit && fits(limit) && byRules(limit);
    return other && other[0] < last[0] ? [...other, duty.n] : last;
  };
  const byRules = (duty) => {
    const may = [];
    for (const [n, rule] of (duty.r || []).entries()) {
      const applies = fits(rule), last = applies === false ? undefined : ruleDay(rule);
      if (last && applies) return [...last, n];
      if (last) may.push([...last, n]);
    }
    return may.sort((one, other) => one[0] - other[0])[0];
  };
  const open = (conditions) =>
    !conditions || holds(conditions) !== undefined
      ? []
      : conditions
          .filter((one) => holds([one]) === undefined)
          .map((one) => Object.keys(one).filter((name) => answered(name, one[name]) === undefined).map((name) => [name, one[name]]));
  // Items in order; `rule` is the number of the rule that gave the day, `by` the duty whose rule it is: what is sure before what may be; then today, overdue, dated, without a day.
  const items = () => {
    const found = [];
    for (const id in RULES.u) {
      const duty = RULES.u[id], applies = fits(duty);
      if (applies === false) continue;
      const [last, guessed, rule, by = id] = lastDay(duty) || [], isNow = (duty.r || []).some((rule) => rule.t), late = last < today;
      const group = isNow ? 0 : late ? 1 : last !== undefined ? 2 : 3;
      found.push({ id, duty, sure: !!applies, last, guessed, rule, by, isNow, late, rank: [applies ? 0 : 1, group, group < 3 ? last : 0] });
    }
    return found.sort((one, other) => one.rank.map((part, n) => part - other.rank[n]).find(Boolean) || 0);
  };
  return { items, isAsked, answered, holds, open, dayFor, stays };
};
