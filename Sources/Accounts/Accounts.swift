import KinoraDocuments
import KinoraKernel

/// Everything about members that pages, commands and other parts of the house may ask for, made once at the start.
package struct Accounts: Sendable {
    package let members: MemberBook
    package let sessions: SessionBook
    package let addresses: AddressBook
    package let devices: DeviceBook
    package let invitations: InvitationBook
    package let codes: CodeBook
    package let attempts: AttemptLimiter
    package let passwords: PasswordHasher
    package let factors: SecondFactors
    package let passkeys: Passkeys
    package let profiles: ProfileBook
    package let pins: PINDesk
    /// Whom people may sign in with besides this house.
    package let providers: [any IdentityProvider]
    package let requestReaders: [any SignedRequestReader]
    package let providerAttempts: AttemptBook
    package let identities: IdentityBook
    package let deletions: DeletionBook
    package let televisions: TelevisionBook
    package let rules: RuleBook
    package let belongings: Belongings
    package let outbox: Outbox
    package let signIn: SignInDesk
    package let reception: Reception
    package let keys: HouseKeys
    package let store: any DocumentStore
    package let time: any TimeSource

    /// The collections that hold what is known of members.
    package static let schemas: [CollectionSchema] =
        [
            Member.schema, Profile.schema, Session.schema, OneTimeCode.schema, Invitation.schema, SignInRecord.schema, KnownDevice.schema,
            HouseRules.schema, OutgoingLetter.schema, ProviderAttempt.schema, Identity.schema, DataDeletion.schema,
            Erasure.schema,
            TelevisionRequest.schema, PlayAddress.schema,
        ] + Passkeys.schemas

    /// - Parameters:
    ///   - personal: collections of other rooms that say something of members.
    ///   - link: see `Reception.link`.
    package init(
        store: any DocumentStore, time: any TimeSource, keys: HouseKeys, outbox: Outbox, life: SessionLife = SessionLife(),
        providers: [any IdentityProvider] = [], requestReaders: [any SignedRequestReader] = [],
        personal: [PersonalCollection] = [], link: @escaping @Sendable (Reception.Destination) -> String
    ) {
        self.store = store
        self.time = time
        self.keys = keys
        self.outbox = outbox
        self.providers = providers
        self.requestReaders = requestReaders
        providerAttempts = AttemptBook(store: store, time: time)
        identities = IdentityBook(store: store, time: time)
        deletions = DeletionBook(store: store, identities: identities, time: time)
        members = MemberBook(store: store)
        sessions = SessionBook(store: store, time: time, life: life)
        addresses = AddressBook(store: store, time: time)
        devices = DeviceBook(store: store, time: time)
        invitations = InvitationBook(store: store, time: time)
        codes = CodeBook(store: store, time: time)
        attempts = AttemptLimiter(time: time)
        passwords = PasswordHasher()
        factors = SecondFactors(in: store, keys: keys, time: time)
        passkeys = Passkeys(in: store, keys: keys, time: time)
        profiles = ProfileBook(store: store)
        pins = PINDesk(members: members, attempts: attempts, passwords: passwords)
        rules = RuleBook(store: store)
        belongings = Belongings(Self.personal + personal, store: store, time: time)
        televisions = TelevisionBook(store: store, keys: keys, time: time)
        signIn = SignInDesk(
            members: members, sessions: sessions, devices: devices, attempts: attempts, passwords: passwords, keys: keys, outbox: outbox,
            factors: factors, profiles: profiles, televisions: televisions, log: Records(in: store),
            time: time)
        reception = Reception(
            members: members, sessions: sessions, devices: devices, invitations: invitations, codes: codes, attempts: attempts,
            passwords: passwords, outbox: outbox, rules: rules, link: link, time: time)
    }

    /// Removes what is over: sessions, addresses and codes. An errand of every day.
    package func sweep() async throws {
        try await sessions.sweep()
        try await addresses.sweep()
        try await codes.sweep()
        try await televisions.sweep()
        try await providerAttempts.sweep()
        try await deletions.sweep()
    }

    /// Forgets who signed in, and who tried, before a moment.
    package func forgetSignIns(before moment: Moment) async throws {
        for try await record in signIn.log.all(.lessThan("createdAt", .date(moment))) { _ = try await signIn.log.delete(record.id) }
    }
}
