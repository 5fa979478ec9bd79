import KinoraAccounts
import KinoraBilling
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraViewing

extension House {
    /// What other rooms than Accounts hold of members. A new collection that says something of a member belongs here, or into
    /// `Accounts.personal`: a test looks.
    static func personal(in store: any DocumentStore) -> [PersonalCollection] {
        personal.map { collection in
            if [NotForMe.schema.name, TasteCorrection.schema.name, ListedTitle.schema.name].contains(collection.collection) {
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

    static let personal: [PersonalCollection] =
        [
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
            PersonalCollection(
                NotForMe.schema, .profile(field: "profile"), .file("not-for-me", [PersonalField("saidAt", at: "createdAt")])),
            PersonalCollection(
                TasteCorrection.schema, .profile(field: "profile"), .file("taste", PersonalField.named("subject", "wish", "saidAt"))),
            PersonalCollection(
                ListedTitle.schema, .profile(field: "profile"), .file("my-list", [PersonalField("listedAt", at: "listedAt")])),
            PersonalCollection(
                Screening.schema, .member(field: "madeBy"),
                .file("screenings", PersonalField.named("about", "startsAt", "isByInvitation"))),
            PersonalCollection(
                ScreeningGuest.schema, .member(field: "member"), .file("asked-to-screenings", PersonalField.named("screening"))),
            PersonalCollection(
                RecommendedTrail.schema, .profile(field: "profile"),
                .nothing(because: "It says what was shown in which row an hour ago at most, and what was opened from there within a day.")),
            PersonalCollection(
                MemberStreams.schema, .name, .nothing(because: "It says what is played at this moment, and is empty afterwards.")),
        ] + money

    /// The law wants books kept. Of an erased member they hold an account's name that leads to nobody, and on invoices what the buyer wrote
    /// there, which is removed when the years are over (`Billing.yearsOfBooks`).
    private static let money: [PersonalCollection] = [
        PersonalCollection(
            LedgerEntry.schema, .member(field: "member"),
            .file("payments", PersonalField.named("kind", "at", "amount", "tax", "access", "endsAt", "note")),
            .kept(because: "Books must be kept for ten years; the account's name in them leads to nobody.")),
        PersonalCollection(
            Invoice.schema, .member(field: "member"),
            .file("invoices", PersonalField.named("title", "issuedAt", "paidAt", "buyer", "line", "charge")),
            .kept(because: "Invoices must be kept for ten years, as they were issued.")),
        PersonalCollection(
            Order.schema, .member(field: "member"),
            .file("orders", PersonalField.named("title", "charge", "state", "madeAt", "country", "buyer", "consentedAt", "provider")),
            .kept(because: "Payments that come late are recognised by them; the account's name in them leads to nobody.")),
        PersonalCollection(
            Subscription.schema, .member(field: "member"),
            .file(
                "subscriptions",
                PersonalField.named("title", "state", "madeAt", "paidUntil", "cancelledAt", "country", "buyer", "consentedAt", "provider")),
            .kept(because: "They are cancelled with the provider after the account is gone; its name in them leads to nobody.")),
        PersonalCollection(
            Declaration.schema, .member(field: "member"),
            .file("declarations", PersonalField.named("kind", "name", "email", "contract", "reason", "at"))),
        PersonalCollection(
            Redemption.schema, .member(field: "member"), .file("codes", PersonalField.named("at")),
            .kept(because: "A code that was used stays used; the account's name in it leads to nobody.")),
    ]
}
