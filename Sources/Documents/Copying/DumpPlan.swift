/// What importing a dump would do, or did.
package struct DumpPlan: Hashable, Sendable {
    /// Documents that the store does not have.
    package var new = 0
    /// Documents that stand there in another version and are overwritten.
    package var overwritten = 0
    /// Documents that stand there just so.
    package var equal = 0
    /// Documents of the store that the dump does not have; they stay.
    package var others = 0
    package var documents: Int { new + overwritten + equal }

    package init(new: Int = 0, overwritten: Int = 0, equal: Int = 0, others: Int = 0) {
        self.new = new
        self.overwritten = overwritten
        self.equal = equal
        self.others = others
    }
}
