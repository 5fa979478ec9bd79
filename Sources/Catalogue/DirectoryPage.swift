import KinoraDocuments

/// One page of a directory.
package struct DirectoryPage<R: Record>: Sendable {
    package let titles: [Stored<R>]
    /// How many there are on all pages.
    package let total: Int
    /// Counts from 1.
    package let page: Int
    package let pages: Int
    /// What it can be narrowed to.
    package let facets: DirectoryFacets
}
