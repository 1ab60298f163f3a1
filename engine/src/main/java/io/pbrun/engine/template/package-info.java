/**
 * Jinja2 as Ansible's users know it: expressions with Python's semantics, templates, filters, tests
 * and lookups.
 *
 * <p>Who does what: {@link io.pbrun.engine.template.Segments} cuts a text into data, expressions
 * and tags and settles its white space; {@link io.pbrun.engine.template.ExpressionParser} compiles
 * expressions to {@link io.pbrun.engine.template.Node}s; {@link
 * io.pbrun.engine.template.StatementCompiler} compiles tags to {@link
 * io.pbrun.engine.template.Statement}s. Values that other packages hand in are {@link
 * io.pbrun.engine.template.Scope}s.
 *
 * <p>Jinjava's part is to nest the tags ({@link io.pbrun.engine.template.TagTree}). More was
 * planned and measured on 2.8.4: its scanner ends <code>{{ {'a': {}} }}</code> at the first pair of
 * braces, does not know {@code +} signs and <code>{%- endraw -%}</code>, and counts columns from
 * the wrong end; its renderer makes text of everything, so that <code>{% set x = 5 %}{{ x }}</code>
 * would lose its type; its scoping of {@code set} and its {@code loop} are not Jinja2's. Compiling
 * its tree once also gives errors before the run and a rendering without any of its overhead.
 * Expressions and templates without tags never load it.
 */
@NullMarked
package io.pbrun.engine.template;

import org.jspecify.annotations.NullMarked;
