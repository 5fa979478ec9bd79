/// Pages that hold what a query wants: the conventions know pages, a query knows how many to skip.
struct PageCover: Equatable {
    /// Counted from 1.
    let pages: ClosedRange<Int>
    let size: Int
    /// How many of the first page's are not wanted.
    let skip: Int
    /// Where the part begins, for servers that need no pages.
    let from: Int

    /// The part itself.
    init(skip: Int, limit: Int) {
        pages = 1...1
        size = limit
        self.skip = 0
        from = skip
    }

    /// One page where there is one that holds everything, the smallest such; otherwise two.
    /// - Parameter limit: at least 1, at most `most`.
    init(skip: Int, limit: Int, most: Int) {
        let one = (limit...most).first { size in skip / size == (skip + limit - 1) / size }
        let size = one ?? limit
        let first = skip / size
        pages = (first + 1)...((skip + limit - 1) / size + 1)
        self.size = size
        self.skip = skip - first * size
        from = skip
    }
}
