package io.pbrun.engine.template;

import io.pbrun.engine.template.filter.CollectionTests;
import io.pbrun.engine.template.filter.CombineFilter;
import io.pbrun.engine.template.filter.DataFilters;
import io.pbrun.engine.template.filter.DictFilters;
import io.pbrun.engine.template.filter.FormatFilters;
import io.pbrun.engine.template.filter.HashFilters;
import io.pbrun.engine.template.filter.ListFilters;
import io.pbrun.engine.template.filter.MarkupFilters;
import io.pbrun.engine.template.filter.NumberFilters;
import io.pbrun.engine.template.filter.PathFilters;
import io.pbrun.engine.template.filter.PathTests;
import io.pbrun.engine.template.filter.RandomFilters;
import io.pbrun.engine.template.filter.RegexFilters;
import io.pbrun.engine.template.filter.ResultTests;
import io.pbrun.engine.template.filter.SelectFilters;
import io.pbrun.engine.template.filter.SetFilters;
import io.pbrun.engine.template.filter.StringFilters;
import io.pbrun.engine.template.filter.TimeFilters;
import io.pbrun.engine.template.filter.TypeTests;
import io.pbrun.engine.template.filter.UnitFilters;
import io.pbrun.engine.template.filter.UrlFilters;
import io.pbrun.engine.template.filter.ValueFilters;
import io.pbrun.engine.template.filter.VaultFilters;
import io.pbrun.engine.template.filter.VersionTests;
import io.pbrun.engine.template.lookup.DataLookups;
import io.pbrun.engine.template.lookup.FileLookups;
import io.pbrun.engine.template.lookup.MachineLookups;
import java.util.List;

/** The filters, tests and lookups of Jinja2 and Ansible. */
final class StandardLibrary {
  private static final List<Extension> FAMILIES =
      List.of(
          StringFilters::addTo,
          FormatFilters::addTo,
          MarkupFilters::addTo,
          NumberFilters::addTo,
          ListFilters::addTo,
          SelectFilters::addTo,
          SetFilters::addTo,
          DictFilters::addTo,
          CombineFilter::addTo,
          RegexFilters::addTo,
          HashFilters::addTo,
          DataFilters::addTo,
          PathFilters::addTo,
          UrlFilters::addTo,
          TimeFilters::addTo,
          UnitFilters::addTo,
          RandomFilters::addTo,
          ValueFilters::addTo,
          TypeTests::addTo,
          CollectionTests::addTo,
          ResultTests::addTo,
          PathTests::addTo,
          VersionTests::addTo,
          VaultFilters::addTo,
          DataLookups::addTo,
          FileLookups::addTo,
          MachineLookups::addTo);

  private StandardLibrary() {}

  static Library create() {
    Library library = new Library();
    FAMILIES.forEach(family -> family.addTo(library));
    return library;
  }
}
