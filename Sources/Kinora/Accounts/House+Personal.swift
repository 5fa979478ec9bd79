import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing

extension House {
    /// What other rooms than Accounts hold of members. A new collection that says something of a member belongs here, or into
    /// `Accounts.personal`: a test looks.
    static func personal(in store: any DocumentStore) -> [PersonalCollection] {
        personal.map { collection in
            if collection.collection == NotForMe.schema.name {
                return collection.described("title") {
                    let names = TitleNames(store: store)
                    return { try await names.ofTitle($0) }
                }
            }
            guard [Watch.schema.name, Progress.schema.name].contains(collection.collection) else { return collection }
            return collection.described("feature", "series") {
                let names = TitleNames(store: store)
                return { try await names.of($0) }
            }
        }
    }

    static let personal: [PersonalCollection] = [
        PersonalCollection(
            Watch.schema, .profile(field: "profile"),
            .file("watches", PersonalField.named("startedAt", "lastAt", "kind", "seconds", "position", "completion", "device"))),
        PersonalCollection(
            Progress.schema, .profile(field: "profile"),
            .file(
                "progress",
                PersonalField.named(
                    "kind", "firstAt", "lastAt", "sittings", "finished", "seconds", "position", "length", "completion", "isWatched",
                    "markedAt"))),
        PersonalCollection(NotForMe.schema, .profile(field: "profile"), .file("not-for-me", [PersonalField("saidAt", at: "createdAt")])),
        PersonalCollection(
            MemberStreams.schema, .name, .nothing(because: "It says what is played at this moment, and is empty afterwards.")),
    ]
}
