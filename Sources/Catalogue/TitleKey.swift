/// What tells that two files show the same film or series: the folded title and the year.
package enum TitleKey {
    package static func of(_ title: String, year: Int?) -> String {
        SortTitle.fold(title) + (year.map { " (\($0))" } ?? "")
    }
}
