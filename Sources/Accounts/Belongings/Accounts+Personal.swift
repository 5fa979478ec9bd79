import KinoraDocuments

extension Accounts {
    /// What the accounts themselves hold of a member. Names of documents are no part of it: some are digests of secrets.
    package static let personal: [PersonalCollection] = [
        PersonalCollection(
            Member.schema, .name,
            .file(
                "account",
                [
                    PersonalField("name"), PersonalField("email"), PersonalField("confirmedAt"), PersonalField("role"),
                    PersonalField("state"),
                    PersonalField("language"), PersonalField("memberSince", at: "createdAt"), PersonalField("passwordSetAt"),
                    PersonalField("secondFactorSince", at: "totp.activeSince"),
                    PersonalField("lettersAboutWaitingMembers", at: "letters.waiting"),
                    PersonalField("erasedFrom"),
                ])),
        PersonalCollection(
            Profile.schema, .member(field: "member"),
            .file(
                "profiles",
                PersonalField.named("name", "picture", "language", "ageLimit") + [
                    PersonalField("audio", at: "playback.audio"), PersonalField("subtitles", at: "playback.subtitles"),
                    PersonalField("mobileLines", at: "playback.mobileLines"), PersonalField("nextByItself", at: "playback.isNextAutomatic"),
                    PersonalField("historyOff", at: "isHistoryOff"), PersonalField("recommendationsOff", at: "areRecommendationsOff"),
                    PersonalField("madeAt", at: "createdAt"),
                ])),
        PersonalCollection(
            Session.schema, .member(field: "member"),
            .file("sessions", PersonalField.named("device", "place", "ways", "provedAt", "lastUsedAt", "endsAt"))),
        PersonalCollection(
            KnownDevice.schema, .member(field: "member"), .file("devices", PersonalField.named("name", "lastSeenAt"))),
        PersonalCollection(
            SignInRecord.schema, .member(field: "member"),
            .file("sign-ins", [PersonalField("at", at: "createdAt")] + PersonalField.named("way", "outcome", "device", "place"))),
        PersonalCollection(
            Passkey.schema, .member(field: "member"),
            .file(
                "passkeys",
                PersonalField.named("name", "transports", "isBackedUp", "lastUsedAt") + [PersonalField("madeAt", at: "createdAt")])),
        PersonalCollection(
            Identity.schema, .member(field: "member"),
            .file(
                "identities",
                PersonalField.named(
                    "provider", "issuer", "subject", "email", "isEmailTrusted", "name", "picture", "claims", "linkedAt", "lastUsedAt"))),
        PersonalCollection(
            Invitation.schema, .member(field: "madeBy"),
            .file(
                "invitations",
                PersonalField.named("note", "role", "quota", "left", "expiresAt") + [PersonalField("madeAt", at: "createdAt")])
        ),
        PersonalCollection(
            OutgoingLetter.schema, .member(field: "member"),
            .file("letters", PersonalField.named("kind", "state", "sentAt") + [PersonalField("writtenAt", at: "createdAt")])),
        PersonalCollection(
            OneTimeCode.schema, .member(field: "member"), .nothing(because: "They are secrets, and good for a day at most.")),
        PersonalCollection(
            PlayAddress.schema, .member(field: "member"), .nothing(because: "They are good for twelve hours at most.")),
        PersonalCollection(
            TelevisionRequest.schema, .member(field: "member"), .nothing(because: "They are secrets, and good for ten minutes.")),
        PersonalCollection(
            ProviderAttempt.schema, .passing, .nothing(because: "They are secrets, and good for ten minutes."),
            .kept(because: "They are gone within an hour.")),
        PersonalCollection(
            Erasure.schema, .passing, .nothing(because: "Whoever is erased is not there to ask."),
            .kept(because: "They name nobody, and say who is to be erased again should an old copy come back.")),
    ]
}
