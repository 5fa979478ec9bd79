/// A field of a document that its member gets to see, and what it is called there. What is not named is not given out.
package struct PersonalField: Hashable, Sendable {
    package var name: String
    /// A path of the document; `createdAt` and `updatedAt` are what the store set.
    package var path: String

    package init(_ name: String, at path: String? = nil) {
        self.name = name
        self.path = path ?? name
    }

    /// Fields that are called as they are kept.
    package static func named(_ names: String...) -> [PersonalField] { names.map { PersonalField($0) } }
}
