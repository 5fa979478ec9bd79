extension Shelves {
    /// Which rows stand on the first page; the same for every audience.
    package var homePlan: HomePlanBook { HomePlanBook(store: store) }
}
